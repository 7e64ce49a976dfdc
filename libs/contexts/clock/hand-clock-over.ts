import { ClockHandedOver } from '#events/clock';
import { decision, IsCode, processes } from '#contexts/kernel';
import { ClockCommand } from './clock-command.ts';
import { clock } from './clock.ts';

/** What has to be done is another office's now; its time goes on. */
export class HandClockOver extends ClockCommand {
  @IsCode() officeId!: string;
}

export const handClockOver = decision(clock, HandClockOver, {
  by: processes,
  from: ['running', 'paused'],
  emits: [ClockHandedOver],
  decide: ({ officeId: to }, { about: { officeId: from } }) => (to === from ? [] : [ClockHandedOver({ from, to })]),
});
