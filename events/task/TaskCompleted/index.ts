import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskCompleted = eventType('TaskCompleted', {
  words: { en: 'Task completed by hand', ja: 'タスクを完了' },
  dataClass: 'E',
  versions: [v1],
});
