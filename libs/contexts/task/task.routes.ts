import { bulkCommandRoute, commandRoutes } from '#platform/decider';
import { claimTask } from './claim-task.ts';
import { completeTask } from './complete-task.ts';
import { reassignTask } from './reassign-task.ts';
import { ReassignTasks, reassignEach } from './reassign-tasks.ts';
import { returnTask } from './return-task.ts';
import { startTask } from './start-task.ts';

export const taskRoutes = commandRoutes('tasks', {
  'POST /:taskId/claim': { decision: claimTask, summary: 'Take a task out of the team’s queue', example: {} },
  'POST /:taskId/start': { decision: startTask, summary: 'Begin with a task', example: {} },
  'POST /:taskId/return': {
    decision: returnTask,
    summary: 'Give a task back to the team',
    example: { reason: 'workload' },
  },
  'POST /:taskId/complete': {
    decision: completeTask,
    summary: 'Say that a task is done, where no fact says so',
    example: {},
  },
  'POST /:taskId/reassign': {
    decision: reassignTask,
    summary: 'Give a task to somebody, or back to the team',
    example: { assigneeId: 'advisor-22-2' },
  },
});

export const taskReassignmentRoute = bulkCommandRoute('tasks/reassignments', {
  decision: reassignTask,
  command: ReassignTasks,
  each: reassignEach,
  summary: 'Give several tasks to somebody, or back to the team',
  example: { taskIds: ['6f9a3c52-7c1e-5a55-8a0c-0d7f5a1f2b01'], assigneeId: 'advisor-22-2' },
});
