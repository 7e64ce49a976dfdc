import {
  ClockBreached,
  ClockCancelled,
  ClockEscalated,
  ClockExtended,
  ClockMet,
  ClockPaused,
  ClockResumed,
  ClockStarted,
  ClockWaived,
  ClockWarned,
} from '#events/clock';
import { exampleOf, type Fact } from '#platform/event-schema';
import type { Clock } from './clock.ts';

/** The clock of one decision at Shizuoka, begun on Thursday, 2025-11-06: three business days. */
export const clockId = '0b6c1d9e-43a1-4c57-9b1f-0000000000c0';
export const about = {
  kind: 'decideReferral',
  subjectCategory: 'referral',
  subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
  officeId: 'iesc-22',
} as const;

export const warnAt = '2025-11-09T15:00:00.000Z';
export const dueAt = '2025-11-11T14:59:59.999Z';
export const escalations = [
  { level: 1, at: dueAt },
  { level: 2, at: '2025-11-13T14:59:59.999Z' },
  { level: 3, at: '2025-11-18T14:59:59.999Z' },
];

export const started = exampleOf(ClockStarted);
export const warned = ClockWarned({ about, dueAt });
export const breached = ClockBreached({ about, dueAt, escalations });
export const escalated = ClockEscalated({
  about,
  level: 1,
  to: [{ officeId: 'iesc-22', role: 'iesc.office_manager' }],
});
/** The consultant is asked on Friday: two business days are left. */
export const paused = ClockPaused({ reason: 'returned', pausedAt: '2025-11-07T02:00:00.000Z', remaining: 2 });
export const held = ClockPaused({ reason: 'on_hold', pausedAt: '2025-11-10T02:00:00.000Z', remaining: 2 });
/** The answer is there on Thursday. */
export const resumed = ClockResumed({
  reason: 'returned',
  resumedAt: '2025-11-13T02:00:00.000Z',
  runs: { rested: 4, warnAt: '2025-11-13T15:00:00.000Z', dueAt: '2025-11-17T14:59:59.999Z', escalations: [] },
});
export const extended = ClockExtended({
  businessDays: 2,
  reason: 'third_party',
  explanation: '取引先の回答待ち',
  warnAt: '2025-11-11T15:00:00.000Z',
  dueAt: '2025-11-13T14:59:59.999Z',
});
export const met = ClockMet({ about, metAt: '2025-11-10T06:30:00.000Z', took: 2, lateBy: 0, recordedLate: false });
export const cancelled = ClockCancelled({ about, because: 'ReferralWithdrawn' });
export const waived = ClockWaived({ about, reason: 'done_otherwise', explanation: '電話で対応済み' });

type Stage = Exclude<Clock['stage'], 'none'>;

/** What has happened to a clock at each stage. */
export const until: { readonly [S in Stage]: readonly Fact[] } = {
  running: [started],
  paused: [started, paused],
  met: [started, met],
  cancelled: [started, cancelled],
  waived: [started, waived],
};

/** Every stage but these, with what has happened by then. */
export function stagesBut(...excepted: readonly Stage[]): readonly (readonly [Stage, readonly Fact[]])[] {
  return (Object.keys(until) as Stage[])
    .filter((stage) => !excepted.includes(stage))
    .map((stage) => [stage, until[stage]]);
}
