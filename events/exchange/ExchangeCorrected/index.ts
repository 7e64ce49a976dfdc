import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ExchangeCorrected = eventType('ExchangeCorrected', {
  words: { en: 'Record of the exchange corrected', ja: '情報交換の記録を訂正' },
  dataClass: 'A',
  versions: [v1],
});
