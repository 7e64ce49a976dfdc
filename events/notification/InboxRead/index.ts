import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const InboxRead = eventType('InboxRead', {
  words: { en: 'Notifications read up to an instant', ja: '通知を一括で既読' },
  dataClass: 'E',
  versions: [v1],
});
