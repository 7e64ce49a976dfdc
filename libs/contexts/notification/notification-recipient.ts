import { ValidateIf } from 'class-validator';
import { IsCode, IsUserId } from '#contexts/kernel';
import type { Recipient } from './notification.ts';

/** A person by user id, or an office and a role. */
export class RecipientInput {
  @ValidateIf(({ officeId }: RecipientInput) => officeId === undefined) @IsUserId() userId?: string;
  @ValidateIf(({ userId }: RecipientInput) => userId === undefined) @IsCode() officeId?: string;
  @ValidateIf(({ userId }: RecipientInput) => userId === undefined) @IsCode() role?: string;
}

/** What the input says, in one shape or the other. */
export const recipientOf = ({ userId, officeId, role }: RecipientInput): Recipient =>
  userId === undefined ? { officeId: officeId!, role: role! } : { userId };
