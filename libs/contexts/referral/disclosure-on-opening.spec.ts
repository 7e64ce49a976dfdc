import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { ReferralOpenedToOffice } from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { accepted, caseLinked, consentId, openedByRequest, referralId } from './referral-story.fixture.ts';

/** What has happened to one referral. */
const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));

/** The record that what a consent names went from the association to the office. */
function disclosure(which: Partial<RecordDisclosure> = {}) {
  const parties = { consentId, provider: 'nasilc-22', recipient: 'iesc-22', subjectOf: referralId };
  return { decision: recordDisclosure, command: Object.assign(new RecordDisclosure(), { ...parties, ...which }) };
}

const items = ['company_identity', 'contact', 'headcount', 'reason'];

test('an acceptance leads to one record: what the consent names went from the association to the office', () =>
  after(accepted).thenCommands(disclosureOnOpening, disclosure({ items })));

test('an owner’s request before any acceptance leads to one record too', () =>
  after(caseLinked, openedByRequest).thenCommands(disclosureOnOpening, disclosure({ items })));

test('an opening to the office that the case is at is a record of its own', () =>
  after(
    caseLinked,
    openedByRequest,
    ReferralOpenedToOffice({ ...openedByRequest.data, openedTo: 'iesc-23' }),
  ).thenCommands(disclosureOnOpening, disclosure({ items }), disclosure({ items, recipient: 'iesc-23' })));

test('where it was not said what opened, it was all that the consent names', () =>
  after(ReferralOpenedToOffice({ ...openedByRequest.data, items: null })).thenCommands(
    disclosureOnOpening,
    disclosure(),
  ));
