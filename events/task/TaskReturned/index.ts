import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskReturned = eventType('TaskReturned', {
  words: { en: 'Task returned to the team', ja: 'タスクをチームに戻す' },
  dataClass: 'E',
  versions: [v1],
});
