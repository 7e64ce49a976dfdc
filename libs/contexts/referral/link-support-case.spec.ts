import { ConsentWithdrawn } from '#events/consent';
import { ReferralOpenedToOffice } from '#events/referral';
import { consent } from '#contexts/consent';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { linkSupportCase } from './link-support-case.ts';
import {
  caseId,
  caseLinked,
  clientId,
  consentGiven,
  consentId,
  held,
  openedByRequest,
  referralId,
  referredToTriage,
  stagesBut,
  until,
  withdrawn,
} from './referral-story.fixture.ts';
import { linkableStages, referral } from './referral.ts';

const command = { referralId, caseId, officeId: 'iesc-22' };
const by = actor('process');
/** What a process can do instead, by stage. */
const possible: Readonly<Record<string, readonly string[]>> = {
  case_linked: ['DetectDuplicateReferral', 'BlockReferral', 'ReportOutcome'],
  duplicate: ['InformCoReferrer', 'FollowPrimaryReferral'],
  outcome_reported: ['DeemOutcomeAcknowledged'],
};

const openable = linkableStages.filter((stage) => stage !== 'consent_blocked');

test.each(openable)('the owner’s request takes the referral up at stage %s', async (stage) => {
  const [event] = await given(referral, referralId, ...until[stage])
    .and(consent, consentId, consentGiven)
    .when(linkSupportCase, command, { by, source: 'process', correlationId: 'family of the case' })
    .thenFacts(caseLinked, ...(stage === 'accepted' ? [] : [openedByRequest]));
  // The referral stays in the family it began.
  expect(event!.metadata).toMatchObject({
    $correlationId: referralId,
    consentIds: [consentId],
    streamsRead: { [`consent-${consentId}`]: 0 },
    source: 'process',
  });
});

test.each(stagesBut(...linkableStages))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(linkSupportCase, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: stage,
      availableActions: possible[stage] ?? [],
    }),
);

test('while the consent does not hold the case goes on, and nothing opens', async () => {
  const stopped = given(referral, referralId, ...until.consent_blocked).and(consent, consentId, consentGiven);
  await stopped.when(linkSupportCase, command, { by }).thenFacts(caseLinked);
  await stopped
    .and(referral, referralId, caseLinked)
    .when(linkSupportCase, { ...command, caseId: referralId }, { by })
    .thenRefused('REFERRAL_ALREADY_LINKED', { id: caseId });
});

test('nor does it in the moment in which the consent was taken back', () =>
  given(referral, referralId, ...until.submitted)
    .and(consent, consentId, consentGiven, ConsentWithdrawn({ ...exampleOf(ConsentWithdrawn).data, clientId }))
    .when(linkSupportCase, command, { by })
    .thenFacts(caseLinked));

test('what was held or redirected after the office had accepted is open already', () =>
  given(referral, referralId, ...until.accepted, held)
    .and(consent, consentId, consentGiven)
    .when(linkSupportCase, command, { by })
    .thenFacts(caseLinked));

test('what headquarters have in triage opens to headquarters', () =>
  given(referral, referralId, referredToTriage)
    .and(consent, consentId, consentGiven)
    .when(linkSupportCase, { ...command, officeId: 'iesc-hq' }, { by })
    .thenFacts(caseLinked, ReferralOpenedToOffice({ ...openedByRequest.data, openedTo: 'iesc-hq' })));

test('a withdrawal after the acceptance has closed what that opened: the link opens it again', () =>
  given(referral, referralId, ...until.accepted, withdrawn)
    .and(consent, consentId, consentGiven)
    .when(linkSupportCase, command, { by })
    .thenFacts(caseLinked, openedByRequest));

test.each([
  ['the office of a case that is elsewhere alone, where its own had accepted', until.accepted, []],
  ['both, where its own had not', until.under_review, [openedByRequest]],
])('opens to %s', (_, past, openedToItsOwn) =>
  given(referral, referralId, ...past)
    .and(consent, consentId, consentGiven)
    .when(linkSupportCase, { ...command, officeId: 'iesc-23' }, { by })
    .thenFacts(caseLinked, ...openedToItsOwn, ReferralOpenedToOffice({ ...openedByRequest.data, openedTo: 'iesc-23' })),
);

test('of a consent that nobody knows, no items are said', () =>
  given(referral, referralId, ...until.submitted)
    .when(linkSupportCase, command, { by })
    .thenFacts(caseLinked, ReferralOpenedToOffice({ ...openedByRequest.data, items: null })));

test('not by a person', () =>
  given(referral, referralId, ...until.accepted)
    .when(linkSupportCase, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not one that does not exist', () => given().when(linkSupportCase, command, { by }).thenRefused('NOT_FOUND'));
