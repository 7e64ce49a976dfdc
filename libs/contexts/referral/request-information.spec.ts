import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { InformationRequested } from '#events/referral';
import { actor, given } from '#contexts/testing';
import { answered, asked, referralId, stagesBut, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';
import { requestInformation } from './request-information.ts';

const command = { referralId, question: '出向可能な人数は？' };
const by = actor('iesc.advisor');
const again = InformationRequested({ question: '出向可能な人数は？', replyBy: '2025-11-13T14:59:59.999Z' });

test('the advisor asks the consultant, who has five business days to answer', () =>
  given(referral, referralId, ...until.under_review)
    .when(requestInformation, command, { by })
    .thenFacts(again));

test('and may ask again after the answer', () =>
  given(referral, referralId, ...until.under_review, asked, answered)
    .when(requestInformation, command, { by })
    .thenFacts(again));

test.each(stagesBut('under_review'))('not at stage %s', (stage, past) =>
  given(referral, referralId, ...past)
    .when(requestInformation, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by intake', () =>
  given(referral, referralId, ...until.under_review)
    .when(requestInformation, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such referral', () =>
  given(referral, referralId, ...until.under_review)
    .when(requestInformation, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('by the closures of the association whose member is asked', () =>
  given(referral, referralId, ...until.under_review)
    .and(
      office,
      officeStreamIdOf('nasilc-22'),
      OfficeCalendarSet({ officeId: 'nasilc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(requestInformation, command, { by })
    .thenFacts(InformationRequested({ ...again.data, replyBy: '2025-11-14T14:59:59.999Z' })));
