import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const ProcessCommandSkipped = eventType('ProcessCommandSkipped', {
  words: { en: 'Command of a process skipped', ja: '自動処理の指示を省略' },
  dataClass: 'E',
  versions: [v1],
});
