import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskClaimed = eventType('TaskClaimed', {
  words: { en: 'Task claimed', ja: 'タスクを担当' },
  dataClass: 'E',
  versions: [v1],
});
