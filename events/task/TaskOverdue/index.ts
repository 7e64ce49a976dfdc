import { eventType } from '#platform/event-schema';
import { v1 } from './v1.ts';

export const TaskOverdue = eventType('TaskOverdue', {
  words: { en: 'Task overdue', ja: 'タスクが期限を超過' },
  dataClass: 'E',
  versions: [v1],
});
