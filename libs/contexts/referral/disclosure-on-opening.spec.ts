import { RecordDisclosure, recordDisclosure } from '#contexts/consent';
import { ConsentGiven, ConsentNarrowed } from '#events/consent';
import { ReferralOpenedToOffice } from '#events/referral';
import { exampleOf, type Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import {
  accepted,
  caseLinked,
  consentId,
  openedByRequest,
  redirectAccepted,
  referralId,
  reopened,
  withdrawn,
} from './referral-story.fixture.ts';

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

describe('a consent that is given again', () => {
  const names = (more: readonly string[], recipients = ['iesc']) =>
    on(`consent-${consentId}`, ConsentGiven({ ...exampleOf(ConsentGiven).data, items: [...more], recipients }));
  const ofReferral = (fact: Fact) => on(`referral-${referralId}`, fact, { consentIds: [consentId] });
  const first = ofReferral(accepted);

  test('and names more, leads to a record of that to whom the referral is open', () =>
    given(names(items), first, names([...items, 'need'])).thenCommands(
      disclosureOnOpening,
      disclosure({ items }),
      disclosure({ items: ['need'] }),
    ));

  test('once', () =>
    given(names(items), first, names([...items, 'need']), names([...items, 'need'])).thenCommands(
      disclosureOnOpening,
      disclosure({ items }),
      disclosure({ items: ['need'] }),
    ));

  test('and names what it had been narrowed by, to nothing: that was handed over before', () =>
    given(
      names(items),
      first,
      on(`consent-${consentId}`, ConsentNarrowed({ ...exampleOf(ConsentNarrowed).data, items: ['company_identity'] })),
      names(items),
    ).thenCommands(disclosureOnOpening, disclosure({ items })));

  test.each([
    ['does not cover the hand-over', ['association'], ['company_identity', 'need']],
    ['does not name the company any more', ['iesc'], ['need']],
  ])('and %s, to nothing', (_, recipients, more) =>
    given(names(items), first, names(more, recipients)).thenCommands(disclosureOnOpening, disclosure({ items })),
  );

  test.each([
    ['withdrawn', withdrawn],
    ['reopened', reopened],
    ['taken over by another office', redirectAccepted],
  ])('after the referral was %s, to nothing', (_, fact) =>
    given(names(items), first, ofReferral(fact), names([...items, 'need'])).thenCommands(
      disclosureOnOpening,
      disclosure({ items }),
    ),
  );

  test('with an opening that did not say what it handed over: what the consent named then', () =>
    given(
      names(['company_identity']),
      ofReferral(ReferralOpenedToOffice({ ...openedByRequest.data, items: null })),
      names(items),
    ).thenCommands(disclosureOnOpening, disclosure(), disclosure({ items: ['contact', 'headcount', 'reason'] })));
});
