import { ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsCode, IsId } from '#contexts/kernel';
import type { DomainEvent } from '#platform/event-schema';
import { TaskCommand } from './task-command.ts';

/** A fact that something follows from. */
export class Because {
  @IsId() eventId!: string;
  @IsCode() type!: string;
}

/** A command about one task that follows from a fact. */
export abstract class FollowingTaskCommand extends TaskCommand {
  @ValidateNested() @Type(() => Because) because!: Because;
}

/** Names an event as the reason. */
export const becauseOf = ({ id, type }: Pick<DomainEvent, 'id' | 'type'>): Because =>
  Object.assign(new Because(), { eventId: id, type });
