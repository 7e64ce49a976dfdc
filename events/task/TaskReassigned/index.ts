import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskReassigned = eventType('TaskReassigned', {
  words: { en: 'Task reassigned', ja: 'タスクの担当者を変更' },
  dataClass: 'E',
  versions: [v1],
});
