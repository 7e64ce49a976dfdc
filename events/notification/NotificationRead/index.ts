import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const NotificationRead = eventType('NotificationRead', {
  words: { en: 'Notification read', ja: '通知を既読' },
  dataClass: 'E',
  versions: [v1],
});
