import { projection } from '#contexts/kernel';
import { table } from '#platform/projections';
import { taskColumns, taskHandlers } from './task-rows.ts';

/**
 * The tasks of an office, an association or a headquarters, whoever has them: what waits in the team's queue, and what its
 * people are at.
 */
export const teamTasks = projection({
  name: 'team_tasks',
  version: 1,
  audience: 'everyone',
  aggregate: 'task',
  table: table(taskColumns)
    .index('officeId', 'isOpen', 'dueAt')
    .index('officeId', 'dueAt')
    .index('officeId', 'openedAt')
    .index('organisation', 'dueAt')
    .index('organisation', 'openedAt')
    .index('assigneeId', 'dueAt')
    .index('assigneeId', 'openedAt'),
  scope: { offices: ['officeId'], persons: ['assigneeId'], organisations: ['organisation'] },
  serve: {
    path: '/tasks',
    summary: 'Tasks of the office: the team’s queue, and who has what',
    filters: [
      'isOpen',
      'stage',
      'kind',
      'team',
      'officeId',
      'assigneeId',
      'isOverdue',
      'dueAt',
      'subjectCategory',
      'subjectId',
    ],
    sorts: ['dueAt', 'openedAt'],
  },
  on: taskHandlers,
});
