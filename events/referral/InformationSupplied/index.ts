import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const InformationSupplied = eventType('InformationSupplied', {
  words: { en: 'Information supplied', ja: '情報を追加' },
  dataClass: 'A',
  versions: [v1],
});
