import { ClockWaived } from '#events/clock';
import { decision, IsCode, IsFreeText } from '#contexts/kernel';
import { ClockCommand } from './clock-command.ts';
import { clock } from './clock.ts';
import { clockKeepers } from './clock-keepers.ts';

/** Who is in charge lets it go undone (期限の免除), for a reason that the agreement names. A breach stays a fact. */
export class WaiveClock extends ClockCommand {
  @IsCode() reason!: string;
  @IsFreeText() explanation!: string;
}

export const waiveClock = decision(clock, WaiveClock, {
  by: clockKeepers,
  from: ['running', 'paused'],
  emits: [ClockWaived],
  decide: ({ reason, explanation }, { about }, { policy }) => {
    policy.requireReason('waive', reason);
    return [ClockWaived({ about, reason, explanation })];
  },
});
