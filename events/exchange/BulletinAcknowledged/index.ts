import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const BulletinAcknowledged = eventType('BulletinAcknowledged', {
  words: { en: 'Bulletin acknowledged', ja: 'お知らせを確認' },
  dataClass: 'A',
  versions: [v1],
});
