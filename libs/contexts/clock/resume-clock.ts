import { ClockResumed } from '#events/clock';
import { decision, IsCode, IsInstant, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { businessDaysAfter, dayOf } from '#reference-data';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock, isMovedByPause } from './clock.ts';
import { dueBy, movedOn, warnBy } from './pace.ts';

/** A reason for which it stood still is no more. When no other is left it goes on, with as much time as it had left. */
export class ResumeClock extends ClockCommand {
  @IsCode() reason!: string;
  @IsInstant() at!: string;
}

export const resumeClock = decision(clock, ResumeClock, {
  by: processes,
  from: ['paused'],
  emits: [ClockResumed],
  reads: { office: officeOfClock },
  decide: ({ reason, at }, state, { policy, reads }) => {
    const { reasons, pausedAt, remaining, pace, dueAt, warnAt, escalations } = state;
    if (!reasons.includes(reason)) {
      const text = { en: 'It does not stand still for this reason', ja: 'この理由では休止していません' };
      throw conflict('NOT_PAUSED_FOR', text);
    }
    if (reasons.length > 1) return [ClockResumed({ reason, resumedAt: at, runs: null })];
    const hours = hoursOf(reads.office, policy);
    const rested = businessDaysAfter(dayOf(pausedAt), dayOf(at), hours.calendar);
    if (!isMovedByPause(state)) {
      const moved = escalations.map(({ level, at: then }) => ({ level, at: movedOn(then, pausedAt, at, hours) }));
      return [ClockResumed({ reason, resumedAt: at, runs: { rested, warnAt, dueAt, escalations: moved } })];
    }
    const due = dueBy({ ...pace, begunOn: dayOf(at), count: remaining, extension: 0 }, hours);
    const warn = warnBy(due, policy.deadlines.warnBefore, at, hours);
    return [ClockResumed({ reason, resumedAt: at, runs: { rested, warnAt: warn, dueAt: due, escalations: [] } })];
  },
});
