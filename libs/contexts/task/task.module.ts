import type { Context } from '#contexts/kernel';
import { absence } from './absence.ts';
import { cancelTask } from './cancel-task.ts';
import { claimTask } from './claim-task.ts';
import { closeTask } from './close-task.ts';
import { completeTask } from './complete-task.ts';
import { coverTask } from './cover-task.ts';
import { escalation } from './escalation.ts';
import { givenUpCommands } from './given-up-commands.ts';
import { markTaskOverdue } from './mark-task-overdue.ts';
import { moveTaskDue } from './move-task-due.ts';
import { openTask } from './open-task.ts';
import { myTasks } from './read-models/my-tasks.ts';
import { teamTasks } from './read-models/team-tasks.ts';
import { reassignTask } from './reassign-task.ts';
import { returnTask } from './return-task.ts';
import { startTask } from './start-task.ts';
import { suspendedOffices } from './suspended-offices.ts';
import { taskRoutes, taskReassignmentRoute } from './task.routes.ts';
import { taskFollowsClock } from './task-follows-clock.ts';
import { taskOverdue } from './task-overdue.ts';
import { task } from './task.ts';
import { warnOfDueTask } from './warn-of-due-task.ts';

export const taskContext: Context = {
  name: 'task',
  aggregates: [task],
  decisions: [
    openTask,
    claimTask,
    startTask,
    returnTask,
    reassignTask,
    coverTask,
    completeTask,
    closeTask,
    cancelTask,
    moveTaskDue,
    warnOfDueTask,
    markTaskOverdue,
  ],
  routes: [taskRoutes, taskReassignmentRoute],
  projections: [teamTasks, myTasks],
  processes: [taskOverdue, taskFollowsClock, escalation, givenUpCommands, absence, suspendedOffices],
};
