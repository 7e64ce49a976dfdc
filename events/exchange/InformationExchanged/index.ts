import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const InformationExchanged = eventType('InformationExchanged', {
  words: { en: 'Information exchanged', ja: '情報を交換' },
  dataClass: 'A',
  versions: [v1],
});
