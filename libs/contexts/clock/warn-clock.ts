import { ClockWarned } from '#events/clock';
import { decision, IsInstant, processes } from '#contexts/kernel';
import { ClockCommand } from './clock-command.ts';
import { clock } from './clock.ts';
import { clockMoved } from './moved-clock.ts';

/** It is due soon. */
export class WarnClock extends ClockCommand {
  /** The instant that was waited for. */
  @IsInstant() at!: string;
}

export const warnClock = decision(clock, WarnClock, {
  by: processes,
  from: ['running'],
  emits: [ClockWarned],
  decide: ({ at }, state) => {
    if (state.warnAt === null || state.warnAt > at) throw clockMoved();
    return state.isWarned ? [] : [ClockWarned({ about: state.about, dueAt: state.dueAt })];
  },
});
