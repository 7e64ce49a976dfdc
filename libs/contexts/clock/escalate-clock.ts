import { IsInt, Max, Min } from 'class-validator';
import { ClockEscalated } from '#events/clock';
import { decision, processes } from '#contexts/kernel';
import { ClockCommand } from './clock-command.ts';
import { clock } from './clock.ts';
import { recipientsOf } from './escalation-ladder.ts';
import { clockMoved } from './moved-clock.ts';

/** It is still not done: it is brought before the next in line. */
export class EscalateClock extends ClockCommand {
  @IsInt() @Min(1) @Max(3) level!: number;
}

export const escalateClock = decision(clock, EscalateClock, {
  by: processes,
  from: ['running'],
  emits: [ClockEscalated],
  decide: ({ level }, { about, breached, dueAt, escalations }) => {
    if (breached !== dueAt) throw clockMoved();
    const isToCome = escalations.some((escalation) => escalation.level === level);
    return isToCome ? [ClockEscalated({ about, level, to: [...recipientsOf(level, about)] })] : [];
  },
});
