import { NotificationRead, NotificationSent } from '#events/notification';
import { postOf } from '#platform/access';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [NotificationSent, NotificationRead] as const;

export type NotificationEvent = EventOf<(typeof events)[number]>;

/** To whom something is told: a person, or whoever holds a role at an office. */
export type Recipient = { readonly userId: string } | { readonly officeId: string; readonly role: string };

/** Tells one person, or one post, that something happened (通知): ids and a code, never what it says. */
export type Notification =
  { readonly stage: 'none' } | { readonly stage: 'unread' | 'read'; /** User id, or post. */ readonly address: string };

export const initialNotification: Notification = { stage: 'none' };

/** The address that a recipient has. */
export const addressOf = (to: Recipient): string => ('userId' in to ? to.userId : postOf(to.officeId, to.role));

/** What a notification is after one more event. */
export function evolveNotification(state: Notification, event: NotificationEvent): Notification {
  switch (event.type) {
    case 'NotificationSent':
      return { stage: 'unread', address: addressOf(event.data.to) };
    case 'NotificationRead':
      return state.stage === 'none' ? state : { ...state, stage: 'read' };
    default:
      return event satisfies never;
  }
}

/** A fact is told to each of its recipients once, however often it is delivered. */
export const notificationIdOf = (kind: string, eventId: string, to: Recipient): string =>
  derivedId('notification', kind, eventId, addressOf(to));

export const notification = aggregate<Notification, NotificationEvent>({
  category: 'notification',
  idField: 'notificationId',
  events,
  initialState: initialNotification,
  evolve: evolveNotification,
});
