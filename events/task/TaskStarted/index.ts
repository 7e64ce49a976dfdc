import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskStarted = eventType('TaskStarted', {
  words: { en: 'Task started', ja: 'タスクに着手' },
  dataClass: 'E',
  versions: [v1],
});
