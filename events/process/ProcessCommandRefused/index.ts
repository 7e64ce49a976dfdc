import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ProcessCommandRefused = eventType('ProcessCommandRefused', {
  words: { en: 'Command of a process refused', ja: '自動処理の指示が不受理' },
  dataClass: 'E',
  versions: [v1],
});
