import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ExchangeConfirmed = eventType('ExchangeConfirmed', {
  words: { en: 'Exchange confirmed by the other side', ja: '情報交換の記録を確認' },
  dataClass: 'A',
  versions: [v1],
});
