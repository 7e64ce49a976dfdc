import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, Max, Min } from 'class-validator';
import { OfficeCalendarSet } from '#events/directory';
import { decision, IsCalendarDay, MayBeAbsent } from '#contexts/kernel';
import { officeKeepers, requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { office, officeStreamIdOf } from './office.ts';

/**
 * An office says on which days it is closed beside weekends, holidays and the year's end, and until which hour of a day
 * something still counts as that day's (営業日の設定). All of it each time: what was set before no longer holds.
 */
export class SetBusinessCalendar extends OfficeCommand {
  @IsArray() @ArrayMaxSize(400) @ArrayUnique() @IsCalendarDay({ each: true }) closures!: string[];
  /** In Asia/Tokyo; absent: as the agreement has it. */
  @MayBeAbsent() @IsInt() @Min(1) @Max(24) cutOffHour?: number;
}

export const setBusinessCalendar = decision(office, SetBusinessCalendar, {
  by: officeKeepers,
  from: ['active', 'suspended'],
  emits: [OfficeCalendarSet],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  decide: (command, state, { actor }) => {
    const officeId = requireKept(command.officeId, actor).id;
    const closures = command.closures.toSorted();
    const cutOffHour = command.cutOffHour ?? null;
    const isSetSo = closures.join() === state.closures.join() && cutOffHour === state.cutOffHour;
    return state.officeId !== null && isSetSo ? [] : [OfficeCalendarSet({ officeId, closures, cutOffHour })];
  },
});
