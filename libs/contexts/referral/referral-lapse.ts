import { processManager } from '#contexts/kernel';
import { issue, stateless } from '#platform/process-managers';
import { LapseReferral, lapseReferral } from './lapse-referral.ts';

/** The last step of the ladder: both headquarters were told. */
const LAST_LEVEL = 3;

/** What has to be answered, or the referral lapses: that it arrived, and what the consultant was asked. */
const toBeAnswered: readonly string[] = ['acknowledgeReferral', 'replyToInformationRequest'];

/**
 * A referral that nobody answers lapses when the last warning was given: its clock was warned of, missed, and brought before
 * everybody it could be brought before. When that is, the clock knows, which pauses and is extended, by the agreement.
 */
export const referralLapse = processManager({
  name: 'referral-lapse',
  version: 1,
  startsOn: ['ClockEscalated'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClockEscalated: ({ data: { about, level } }) =>
      about.subjectCategory === 'referral' && toBeAnswered.includes(about.kind) && level === LAST_LEVEL
        ? about.subjectId
        : undefined,
  },
  evolve: stateless,
  react: (_, event) =>
    event.type === '$timer'
      ? {}
      : { commands: [issue(lapseReferral, LapseReferral, { referralId: event.data.about.subjectId })] },
});
