import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskOpened = eventType('TaskOpened', {
  words: { en: 'Task opened', ja: 'タスクを登録' },
  dataClass: 'E',
  versions: [v1],
});
