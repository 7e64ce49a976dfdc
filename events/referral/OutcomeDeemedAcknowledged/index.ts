import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const OutcomeDeemedAcknowledged = eventType('OutcomeDeemedAcknowledged', {
  words: { en: 'Outcome counts as acknowledged', ja: '結果を確認済みとみなす' },
  dataClass: 'A',
  versions: [v1],
});
