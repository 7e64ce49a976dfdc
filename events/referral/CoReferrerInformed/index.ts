import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const CoReferrerInformed = eventType('CoReferrerInformed', {
  words: { en: 'Outcome told to the referrer of a duplicate', ja: '重複した取次の社労士に結果を通知' },
  dataClass: 'A',
  versions: [v1],
});
