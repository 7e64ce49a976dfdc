import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const BulletinForwarded = eventType('BulletinForwarded', {
  words: { en: 'Bulletin forwarded to the members', ja: 'お知らせを会員へ転送' },
  dataClass: 'A',
  versions: [v1],
});
