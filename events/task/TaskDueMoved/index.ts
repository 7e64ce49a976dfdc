import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskDueMoved = eventType('TaskDueMoved', {
  words: { en: 'Due instant of the task moved', ja: 'タスクの期限を変更' },
  dataClass: 'E',
  versions: [v1],
});
