import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, ValidateNested } from 'class-validator';
import { PlacementEstablished } from '#events/support';
import { caseStaff, decision, IsCalendarDay, IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { daysBetween } from '#reference-data';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** A worker who moves, with the days that tell how long they are without work. */
export class PlacedPersonInput {
  /** Of a worker known already; otherwise the service makes one. */
  @MayBeAbsent() @IsId() workerId?: string;
  @IsFreeText(100) name!: string;
  @IsCalendarDay() lastDayWorked!: string;
  @IsCalendarDay() firstDay!: string;
}

/**
 * A secondment or transfer has come about (成立). The agreement aims at labour mobility without unemployment (失業なき労働
 * 移動): for each person the days from the last day worked to the first day at the new place are kept.
 */
export class RecordPlacement extends SupportCaseCommand {
  /** Whether the new place of work lies in another prefecture. */
  @IsBoolean() crossPrefecture!: boolean;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PlacedPersonInput)
  persons!: PlacedPersonInput[];
}

export const recordPlacement = decision(supportCase, RecordPlacement, {
  by: caseStaff,
  from: ['assessed'],
  emits: [PlacementEstablished],
  decide: ({ crossPrefecture, persons }, { kind }, { derivedId }) => {
    const placed = persons.map(({ workerId, name, lastDayWorked, firstDay }, index) => {
      if (firstDay <= lastDayWorked) throw beginsBeforeTheEnd(index);
      return {
        workerId: workerId ?? derivedId(`worker ${index}`),
        name,
        lastDayWorked,
        firstDay,
        daysBetween: daysBetween(lastDayWorked, firstDay),
      };
    });
    const twice = placed.findIndex(
      ({ workerId }, index) => placed.findIndex((other) => other.workerId === workerId) < index,
    );
    if (twice >= 0) throw namedTwice(twice);
    return [PlacementEstablished({ kind, crossPrefecture, persons: placed })];
  },
});

function beginsBeforeTheEnd(index: number) {
  return ruleBroken(
    'FIRST_DAY_NOT_AFTER_LAST',
    { en: 'The first day must lie after the last day worked', ja: '就業開始日は最終就業日より後の日付にしてください' },
    `persons[${index}].firstDay`,
  );
}

function namedTwice(index: number) {
  return ruleBroken(
    'WORKER_NAMED_TWICE',
    { en: 'This worker is named twice', ja: '同じ労働者が重複しています' },
    `persons[${index}].workerId`,
  );
}
