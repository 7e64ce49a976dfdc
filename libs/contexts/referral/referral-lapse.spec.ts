import { ClockEscalated } from '#events/clock';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { LapseReferral, lapseReferral } from './lapse-referral.ts';
import { referralLapse } from './referral-lapse.ts';
import { referralId } from './referral-story.fixture.ts';

const clockId = '0b6c1d9e-43a1-4c57-9b1f-0000000000c1';
const escalated = (kind: string, level: number, subjectCategory = 'referral') =>
  on(
    `clock-${clockId}`,
    ClockEscalated({
      ...exampleOf(ClockEscalated).data,
      about: { kind, subjectCategory, subjectId: referralId, officeId: 'iesc-22' },
      level,
    }),
  );
const lapse = issue(lapseReferral, LapseReferral, { referralId });

test.each(['acknowledgeReferral', 'replyToInformationRequest'])(
  'a referral lapses when the last warning was given for %s',
  (kind) => given(escalated(kind, 1), escalated(kind, 2), escalated(kind, 3)).thenCommands(referralLapse, lapse),
);

test('not before the last', () =>
  given(escalated('replyToInformationRequest', 1), escalated('replyToInformationRequest', 2)).thenCommands(
    referralLapse,
  ));

test('not for a decision that is late: the office has it in hand', () =>
  given(escalated('decideReferral', 3)).thenCommands(referralLapse));

test('nor for what is about no referral', () =>
  given(escalated('acknowledgeReferral', 3, 'supportcase')).thenCommands(referralLapse));
