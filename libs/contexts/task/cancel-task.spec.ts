import { TaskCancelled } from '#events/task';
import { actor, given } from '#contexts/testing';
import { cancelTask } from './cancel-task.ts';
import { advisorId, because, cancelled, fact, stagesBut, taskId, until } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId, because: because('ReferralWithdrawn') };
const by = actor('process');

test.each(['assigned', 'in_progress'] as const)('a fact makes a task that is %s moot', (stage) =>
  given(task, taskId, ...until[stage])
    .when(cancelTask, command, { by })
    .thenFacts(cancelled),
);

test.each(['open', 'returned'] as const)('also one that is %s', (stage) =>
  given(task, taskId, ...until[stage])
    .when(cancelTask, command, { by })
    .thenFacts(TaskCancelled({ assigneeId: null, because: fact('ReferralWithdrawn') })),
);

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('at stage %s nothing is left to do', (_, past) =>
  given(task, taskId, ...past)
    .when(cancelTask, command, { by })
    .thenNothing(),
);

test('a task that was never opened is not cancelled', () =>
  given(task, taskId).when(cancelTask, command, { by }).thenRefused('NOT_FOUND'));

test('nobody but a process cancels one', () =>
  given(task, taskId, ...until.assigned)
    .when(cancelTask, command, { by: actor('iesc.advisor', 'iesc-22', advisorId) })
    .thenRefused('ROLE_NOT_ALLOWED'));
