import { ReferralWithdrawn } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { clientId, consentId, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { onItsWayStages, referral } from './referral.ts';
import { withdrawReferral } from './withdraw-referral.ts';

const command = { referralId, reason: 'need_resolved', side: 'client', message: '受注が戻りました' };
const by = actor('nasilc.consultant');
/** What the consultant can do instead, by stage. */
const possible: Readonly<Record<string, readonly string[]>> = {
  outcome_reported: ['AcknowledgeOutcome'],
  declined: ['ReopenReferral'],
  withdrawn: ['ReopenReferral'],
  lapsed: ['ReopenReferral'],
  closed: ['ReopenReferral'],
};

test.each(stagesBut('declined', 'withdrawn', 'lapsed', 'duplicate', 'outcome_reported', 'closed'))(
  'the consultant takes a referral back at stage %s',
  async (_, past) => {
    const [event] = await given(referral, referralId, ...past)
      .when(withdrawReferral, command, { by })
      .thenFacts(ReferralWithdrawn({ reason: 'need_resolved', side: 'client', message: '受注が戻りました', clientId }));
    expect(event!.metadata).toMatchObject({ reasonCode: 'need_resolved', consentIds: [consentId], prefecture: '22' });
  },
);

test('a message is not needed', () =>
  given(referral, referralId, ...until.submitted)
    .when(withdrawReferral, { referralId, reason: 'duplicate', side: 'consultant' }, { by })
    .thenFacts(ReferralWithdrawn({ reason: 'duplicate', side: 'consultant', message: null, clientId })));

test.each(stagesBut(...onItsWayStages, 'on_hold', 'redirect_pending', 'case_linked', 'consent_blocked'))(
  'not at stage %s',
  (stage, past) =>
    given(referral, referralId, ...past)
      .when(withdrawReferral, command, { by })
      .thenRefused('NOT_ALLOWED', {
        currentStage: stage,
        availableActions: possible[stage] ?? [],
      }),
);

test('not for a reason the agreement knows only for declining', () =>
  given(referral, referralId, ...until.submitted)
    .when(withdrawReferral, { ...command, reason: 'capacity' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not from a side the agreement does not know', () =>
  given(referral, referralId, ...until.submitted)
    .when(withdrawReferral, { ...command, side: 'eligibility' }, { by })
    .thenRefused('UNKNOWN_SIDE', { path: 'side' }));

test('not by the office', () =>
  given(referral, referralId, ...until.submitted)
    .when(withdrawReferral, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another consultant, for whom there is no such referral', () =>
  given(referral, referralId, ...until.submitted)
    .when(withdrawReferral, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2') })
    .thenRefused('NOT_FOUND'));
