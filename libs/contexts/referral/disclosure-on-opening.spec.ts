import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { accepted, caseLinked, consentId, openedByRequest, referralId } from './referral-story.ts';

/** What has happened to one referral. */
const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));

/** The record that what a consent names went from the association to the office. */
function disclosure(which: Partial<RecordDisclosure> = {}) {
  const parties = { consentId, provider: 'nasilc-22', recipient: 'iesc-22', subjectOf: referralId };
  return { decision: recordDisclosure, command: Object.assign(new RecordDisclosure(), { ...parties, ...which }) };
}

test('an acceptance leads to one record: what the consent names went from the association to the office', () => {
  const items = ['company_identity', 'contact', 'headcount', 'reason'];
  return after(accepted).thenCommands(disclosureOnOpening, disclosure({ items }));
});

test('an owner’s request before any acceptance leads to one record too, of all that the consent names', () => {
  return after(caseLinked, openedByRequest).thenCommands(disclosureOnOpening, disclosure());
});
