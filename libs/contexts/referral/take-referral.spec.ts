import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { ReferralTaken } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';
import { takeReferral } from './take-referral.ts';

const command = { referralId };
const by = actor('iesc.advisor');

test('an advisor takes a received referral: three business days to decide', () =>
  given(referral, referralId, ...until.received)
    .when(takeReferral, command, { by })
    .thenFacts(ReferralTaken({ advisorId: 'iesc-advisor-1', decideBy: '2025-11-11T14:59:59.999Z' })));

test('a holiday and a weekend do not count', () =>
  given(referral, referralId, ...until.received)
    .at('2025-11-20T01:00:00.000Z')
    .when(takeReferral, command, { by: actor('iesc.office_manager') })
    .thenFacts(ReferralTaken({ advisorId: 'iesc-office_manager-1', decideBy: '2025-11-26T14:59:59.999Z' })));

test.each(stagesBut('received'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(takeReferral, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by intake, who assigns instead', () =>
  given(referral, referralId, ...until.received)
    .when(takeReferral, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.received)
    .when(takeReferral, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('by the closures and the cut-off hour of the office that has it', () => {
  const closed = OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07', '2025-11-10'], cutOffHour: 10 });
  return given(referral, referralId, ...until.received)
    .and(office, officeStreamIdOf('iesc-22'), closed)
    .when(takeReferral, command, { by })
    .thenFacts(ReferralTaken({ advisorId: 'iesc-advisor-1', decideBy: '2025-11-14T14:59:59.999Z' }));
});
