import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const CaseClosed = eventType('CaseClosed', {
  words: { en: 'Support case closed', ja: '支援案件を終了' },
  dataClass: 'A',
  versions: [v1],
});
