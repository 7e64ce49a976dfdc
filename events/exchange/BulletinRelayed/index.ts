import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const BulletinRelayed = eventType('BulletinRelayed', {
  words: { en: 'Bulletin relayed to the associations', ja: 'お知らせを各県会へ展開' },
  dataClass: 'A',
  versions: [v1],
});
