import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ProcessBegan = eventType('ProcessBegan', {
  words: { en: 'Process began to act', ja: '処理の開始' },
  dataClass: 'E',
  versions: [v1],
});
