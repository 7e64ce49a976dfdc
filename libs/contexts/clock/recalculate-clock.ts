import { ClockRecalculated } from '#events/clock';
import { decision, processes } from '#contexts/kernel';
import { holidayTableVersion } from '#reference-data';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock } from './clock.ts';
import { escalationsOf } from './escalation-ladder.ts';
import { dueBy, paceBy, warnBy } from './pace.ts';

/**
 * The office's calendar has changed: it is due when it would be had it run by the new one all along. One that stands still
 * is left alone: it goes on by the calendar of then.
 */
export class RecalculateClock extends ClockCommand {}

export const recalculateClock = decision(clock, RecalculateClock, {
  by: processes,
  from: ['running', 'paused'],
  emits: [ClockRecalculated],
  reads: { office: officeOfClock },
  decide: (_, state, { policy, reads }) => {
    if (state.stage === 'paused') return [];
    const hours = hoursOf(reads.office, policy);
    const pace = paceBy(state.pace, hours);
    const dueAt = dueBy(pace, hours);
    // A breach stays one, whatever the calendar says afterwards; where it is due anew, nothing is brought before anybody.
    const toCome = new Set(state.escalations.map(({ level }) => level));
    const isLate = state.breached === dueAt;
    const escalations = isLate
      ? escalationsOf(dueAt, policy.deadlines, hours).filter(({ level }) => toCome.has(level))
      : [];
    const warnAt = warnBy(dueAt, policy.deadlines.warnBefore, state.runsFrom, hours);
    const before = { warnAt: state.warnAt, dueAt: state.dueAt, escalations: [...state.escalations] };
    const after = { warnAt, dueAt, escalations };
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const holidays = `${holidayTableVersion.source} ${holidayTableVersion.version}`;
    return [ClockRecalculated({ before, after, holidays })];
  },
});
