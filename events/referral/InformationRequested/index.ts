import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const InformationRequested = eventType('InformationRequested', {
  words: { en: 'Information requested', ja: '情報の追加を依頼' },
  dataClass: 'A',
  versions: [v1],
});
