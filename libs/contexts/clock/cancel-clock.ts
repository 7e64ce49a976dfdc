import { ClockCancelled } from '#events/clock';
import { decision, IsCode, processes } from '#contexts/kernel';
import { ClockCommand } from './clock-command.ts';
import { clock } from './clock.ts';

/** There is nothing left to be done. */
export class CancelClock extends ClockCommand {
  /** The type of event that says so. */
  @IsCode() because!: string;
}

export const cancelClock = decision(clock, CancelClock, {
  by: processes,
  from: ['running', 'paused'],
  emits: [ClockCancelled],
  decide: ({ because }, { about }) => [ClockCancelled({ about, because })],
});
