import { ClockPaused } from '#events/clock';
import { decision, IsCode, IsInstant, processes } from '#contexts/kernel';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock } from './clock.ts';
import { remainingAt } from './pace.ts';

/** It stands still for a reason: somebody else is asked, the case is on hold. There may be several at once. */
export class PauseClock extends ClockCommand {
  @IsCode() reason!: string;
  @IsInstant() at!: string;
}

export const pauseClock = decision(clock, PauseClock, {
  by: processes,
  from: ['running', 'paused'],
  emits: [ClockPaused],
  reads: { office: officeOfClock },
  decide: ({ reason, at }, state, { policy, reads }) => {
    if (state.stage === 'paused') {
      const { remaining, reasons } = state;
      return reasons.includes(reason) ? [] : [ClockPaused({ reason, pausedAt: at, remaining })];
    }
    const remaining = remainingAt(at, state.pace, state.dueAt, hoursOf(reads.office, policy));
    return [ClockPaused({ reason, pausedAt: at, remaining })];
  },
});
