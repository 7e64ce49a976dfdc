import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const BulletinPublished = eventType('BulletinPublished', {
  words: { en: 'Bulletin published', ja: 'お知らせを発行' },
  dataClass: 'A',
  versions: [v1],
});
