import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { registry } from '#contexts/programme';
import type { Fact } from '#platform/event-schema';
import { on, recordedInTest } from '#platform/testing';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { accepted, caseLinked, consentId, openedByRequest, referralId } from './referral-story.ts';

/** What the process issues on facts of one referral. */
function issuedOn(...facts: readonly Fact[]) {
  return recordedInTest(facts.map((fact) => on(`referral-${referralId}`, fact))).flatMap(
    (event) => disclosureOnOpening.on[event.type]?.(registry.decode(event)!) ?? [],
  );
}

/** The record that what a consent names went from the association to the office. */
function disclosure(which: Partial<RecordDisclosure> = {}) {
  const parties = { consentId, provider: 'nasilc-22', recipient: 'iesc-22', subjectOf: referralId };
  return { decision: recordDisclosure, command: Object.assign(new RecordDisclosure(), { ...parties, ...which }) };
}

test('an acceptance leads to one record: what the consent names went from the association to the office', () => {
  const issued = issuedOn(accepted);
  expect(issued).toEqual([disclosure({ items: ['company_identity', 'contact', 'headcount', 'reason'] })]);
  expect(issued[0]!.command).toBeInstanceOf(RecordDisclosure);
});

test('an owner’s request before any acceptance leads to one record too, of all that the consent names', () => {
  expect(issuedOn(caseLinked, openedByRequest)).toEqual([disclosure()]);
});
