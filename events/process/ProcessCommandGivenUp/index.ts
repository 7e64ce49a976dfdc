import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ProcessCommandGivenUp = eventType('ProcessCommandGivenUp', {
  words: { en: 'Command of a process given up', ja: '自動処理の指示を断念' },
  dataClass: 'E',
  versions: [v1],
});
