import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const NotificationSent = eventType('NotificationSent', {
  words: { en: 'Notification sent', ja: '通知を送信' },
  dataClass: 'E',
  versions: [v1],
});
