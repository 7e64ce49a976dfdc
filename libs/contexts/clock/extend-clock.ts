import { IsInt, Max, Min } from 'class-validator';
import { ClockExtended } from '#events/clock';
import { decision, IsCode, IsFreeText } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { ClockCommand, hoursOf, officeOfClock } from './clock-command.ts';
import { clock } from './clock.ts';
import { clockKeepers } from './clock-keepers.ts';
import { dueBy, warnBy } from './pace.ts';

/** Who is in charge gives more time (期限の延長), for a reason that the agreement names. A breach stays a fact. */
export class ExtendClock extends ClockCommand {
  @IsInt() @Min(1) @Max(60) businessDays!: number;
  @IsCode() reason!: string;
  @IsFreeText() explanation!: string;
}

export const extendClock = decision(clock, ExtendClock, {
  by: clockKeepers,
  from: ['running'],
  emits: [ClockExtended],
  reads: { office: officeOfClock },
  decide: ({ businessDays, reason, explanation }, state, { now, policy, reads }) => {
    policy.requireReason('extend', reason);
    if (state.pace.unit === 'months_before') {
      throw ruleBroken('SET_BY_LAW', { en: 'The law sets this day', ja: '法定の期限は延長できません' }, 'businessDays');
    }
    const hours = hoursOf(reads.office, policy);
    const dueAt = dueBy({ ...state.pace, extension: state.pace.extension + businessDays }, hours);
    if (dueAt <= now) {
      const text = { en: 'It would be due already', ja: '延長後の期限も既に過ぎています' };
      throw ruleBroken('STILL_OVERDUE', text, 'businessDays');
    }
    const warnAt = warnBy(dueAt, policy.deadlines.warnBefore, now, hours);
    return [ClockExtended({ businessDays, reason, explanation, warnAt, dueAt })];
  },
});
