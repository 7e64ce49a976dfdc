import { projection } from '#contexts/kernel';
import { table } from '#platform/projections';
import { taskColumns, taskHandlers } from './task-rows.ts';

/** What a person has to do, and what they had: theirs alone, however far their role reaches otherwise. */
export const myTasks = projection({
  name: 'my_tasks',
  version: 1,
  audience: 'everyone',
  aggregate: 'task',
  table: table(taskColumns).index('assigneeId', 'dueAt').index('assigneeId', 'openedAt'),
  scope: {
    offices: ['officeId'],
    persons: ['assigneeId'],
    organisations: ['organisation'],
    addressees: ['assigneeId'],
  },
  serve: {
    path: '/my-tasks',
    summary: 'The caller’s own tasks',
    filters: ['isOpen', 'stage', 'kind', 'officeId', 'isOverdue', 'dueAt', 'subjectCategory', 'subjectId'],
    sorts: ['dueAt', 'openedAt'],
  },
  on: taskHandlers,
});
