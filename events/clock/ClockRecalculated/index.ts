import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ClockRecalculated = eventType('ClockRecalculated', {
  words: { en: 'Clock recalculated', ja: '営業日の変更により期限を再計算' },
  dataClass: 'A',
  versions: [v1],
});
