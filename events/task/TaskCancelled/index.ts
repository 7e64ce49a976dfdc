import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskCancelled = eventType('TaskCancelled', {
  words: { en: 'Task cancelled: it is moot', ja: '不要となったタスクを取消' },
  dataClass: 'E',
  versions: [v1],
});
