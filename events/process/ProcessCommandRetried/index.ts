import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ProcessCommandRetried = eventType('ProcessCommandRetried', {
  words: { en: 'Command of a process tried again', ja: '自動処理の指示を再試行' },
  dataClass: 'E',
  versions: [v1],
});
