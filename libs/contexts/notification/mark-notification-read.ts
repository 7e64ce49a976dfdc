import { NotificationRead } from '#events/notification';
import { decision, IsId } from '#contexts/kernel';
import { addressesOf } from '#platform/access';
import { Refusal } from '#platform/decider';
import { notificationReaders } from './notification-readers.ts';
import { notification } from './notification.ts';

/** Whoever it is addressed to has read it (既読); what is addressed to a post is read when one who holds it has. */
export class MarkNotificationRead {
  @IsId() notificationId!: string;
}

export const markNotificationRead = decision(notification, MarkNotificationRead, {
  by: notificationReaders,
  from: ['unread', 'read'],
  emits: [NotificationRead],
  // It belongs to whom it is addressed to, which no reach of a role says.
  openToAll: true,
  decide: (_, { stage, address }, { actor }) => {
    if (!addressesOf(actor).includes(address)) throw notFound();
    return stage === 'read' ? [] : [NotificationRead({ readBy: actor.userId })];
  },
});

function notFound() {
  return new Refusal('not found', 'NOT_FOUND', { en: 'There is no such thing', ja: '該当するものがありません' });
}
