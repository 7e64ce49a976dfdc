import { Type } from 'class-transformer';
import { IsISO8601, Length, ValidateNested } from 'class-validator';
import { TaskOpened } from '#events/task';
import { decision, IsCode, IsId, IsUserId, MayBeAbsent, processes } from '#contexts/kernel';
import { Because } from './because.ts';
import { requireKind } from './require-kind.ts';
import { task, taskIdOf } from './task.ts';

/** A process tells somebody, or a team, what is to be done since something happened. */
export class OpenTask {
  @ValidateNested() @Type(() => Because) because!: Because;
  @IsCode() kind!: string;
  /** The office, association or headquarters it is for: its kind says which of its people. */
  @IsCode() officeId!: string;
  @IsCode() subjectCategory!: string;
  @Length(1, 200) subjectId!: string;
  /** Whose it is from the beginning; without one it waits in the team's queue. */
  @MayBeAbsent() @IsUserId() assigneeId?: string;
  @MayBeAbsent() @IsISO8601({ strict: true }) dueAt?: string;
  /** The clock that it follows, if there is one: it says when it is due. */
  @MayBeAbsent() @IsId() clockId?: string;
}

export const openTask = decision(task, OpenTask, {
  by: processes,
  from: ['none'],
  emits: [TaskOpened],
  idOf: ({ kind, because, officeId }) => taskIdOf(kind, because.eventId, officeId),
  decide: ({ kind, officeId, subjectCategory, subjectId, assigneeId, because, dueAt, clockId }) => {
    const { team } = requireKind(kind);
    const { eventId, type } = because;
    return [
      TaskOpened({
        kind,
        team,
        officeId,
        subjectCategory,
        subjectId,
        assigneeId: assigneeId ?? null,
        because: { eventId, type },
        dueAt: dueAt ?? null,
        clockId: clockId ?? null,
      }),
    ];
  },
});
