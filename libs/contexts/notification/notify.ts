import { Type } from 'class-transformer';
import { Length, ValidateNested } from 'class-validator';
import { NotificationSent } from '#events/notification';
import { decision, IsCode, processes } from '#contexts/kernel';
import { Because } from '#contexts/task';
import { ruleBroken } from '#platform/decider';
import { notificationKinds } from './notification-kinds.ts';
import { RecipientInput, recipientOf } from './notification-recipient.ts';
import { notification, notificationIdOf } from './notification.ts';

/** A process tells somebody that something happened. */
export class Notify {
  @ValidateNested() @Type(() => RecipientInput) to!: RecipientInput;
  @IsCode() kind!: string;
  @IsCode() subjectCategory!: string;
  @Length(1, 200) subjectId!: string;
  @ValidateNested() @Type(() => Because) because!: Because;
}

export const notify = decision(notification, Notify, {
  by: processes,
  from: ['none'],
  emits: [NotificationSent],
  idOf: ({ to, kind, because }) => notificationIdOf(kind, because.eventId, recipientOf(to)),
  decide: ({ to, kind, subjectCategory, subjectId, because: { eventId, type } }) => {
    if (!Object.hasOwn(notificationKinds, kind)) throw unknownKind();
    return [NotificationSent({ to: recipientOf(to), kind, subjectCategory, subjectId, because: { eventId, type } })];
  },
});

function unknownKind() {
  return ruleBroken(
    'UNKNOWN_NOTIFICATION_KIND',
    { en: 'There is no such kind of notification', ja: '該当する通知の種類がありません' },
    'kind',
  );
}
