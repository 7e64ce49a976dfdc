import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskClosed = eventType('TaskClosed', {
  words: { en: 'Task done: what it asked for has happened', ja: '対応済みによりタスクを終了' },
  dataClass: 'E',
  versions: [v1],
});
