import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const SupportInitiated = eventType('SupportInitiated', {
  words: { en: 'Support initiated: first contact made', ja: '初回連絡・支援を開始' },
  dataClass: 'A',
  versions: [v1],
});
