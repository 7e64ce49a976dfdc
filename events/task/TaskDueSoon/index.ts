import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskDueSoon = eventType('TaskDueSoon', {
  words: { en: 'Task due soon', ja: 'タスクの期限が間近' },
  dataClass: 'E',
  versions: [v1],
});
