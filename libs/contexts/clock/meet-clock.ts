import { ClockMet } from '#events/clock';
import { decision, IsInstant, processes } from '#contexts/kernel';
import { begunOn, businessDaysAfter, dayOf } from '#reference-data';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock } from './clock.ts';

/** It is done. When it was done counts, not when that was put on record; where the two tell differently, it says so. */
export class MeetClock extends ClockCommand {
  @IsInstant() metAt!: string;
  /** When that was put on record. */
  @IsInstant() recordedAt!: string;
}

export const meetClock = decision(clock, MeetClock, {
  by: processes,
  from: ['running', 'paused'],
  emits: [ClockMet],
  reads: { office: officeOfClock },
  decide: ({ metAt, recordedAt }, state, { policy, reads }) => {
    const { calendar, cutOffHour } = hoursOf(reads.office, policy);
    const { about, pace, dueAt } = state;
    const day = dayOf(metAt);
    const standsStill = state.stage === 'paused' ? businessDaysAfter(dayOf(state.pausedAt), day, calendar) : 0;
    const since = begunOn(pace.startedAt, cutOffHour, calendar);
    // While it stands still nothing comes due, unless it was late before.
    const isDue = state.stage === 'running' || state.breached === dueAt;
    return [
      ClockMet({
        about,
        metAt,
        took: Math.max(0, businessDaysAfter(since, day, calendar) - state.rested - standsStill),
        lateBy: isDue ? businessDaysAfter(dayOf(dueAt), day, calendar) : 0,
        recordedLate: isDue && metAt <= dueAt && recordedAt > dueAt,
      }),
    ];
  },
});
