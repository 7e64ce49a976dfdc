import { ClockBreached } from '#events/clock';
import { decision, IsInstant, processes } from '#contexts/kernel';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock } from './clock.ts';
import { escalationsOf, isBroughtBeforeOthers } from './escalation-ladder.ts';
import { clockMoved } from './moved-clock.ts';

/** It was not done in time. That stays a fact, whenever it is done. */
export class BreachClock extends ClockCommand {
  /** The instant that was waited for. */
  @IsInstant() at!: string;
}

export const breachClock = decision(clock, BreachClock, {
  by: processes,
  from: ['running'],
  emits: [ClockBreached],
  reads: { office: officeOfClock },
  decide: ({ at }, state, { policy, reads }) => {
    const { dueAt } = state;
    if (dueAt > at) throw clockMoved();
    if (state.breached === dueAt) return [];
    const { about } = state;
    const isBrought = isBroughtBeforeOthers(about);
    const escalations = isBrought ? escalationsOf(dueAt, policy.deadlines, hoursOf(reads.office, policy)) : [];
    return [ClockBreached({ about, dueAt, escalations: [...escalations] })];
  },
});
