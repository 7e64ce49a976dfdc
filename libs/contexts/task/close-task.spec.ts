import { TaskClosed } from '#events/task';
import { actor, given } from '#contexts/testing';
import { closeTask } from './close-task.ts';
import { advisorId, because, closed, fact, stagesBut, taskId, until } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId, because: because('SupportCaseLinked') };
const by = actor('process');

test.each(['assigned', 'in_progress'] as const)('what it asks for has happened: a task that is %s is done', (stage) =>
  given(task, taskId, ...until[stage])
    .when(closeTask, command, { by })
    .thenFacts(closed),
);

test.each(['open', 'returned'] as const)('whoever did it, also where it is %s', (stage) =>
  given(task, taskId, ...until[stage])
    .when(closeTask, command, { by })
    .thenFacts(TaskClosed({ assigneeId: null, because: fact('SupportCaseLinked') })),
);

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('at stage %s nothing is left to do', (_, past) =>
  given(task, taskId, ...past)
    .when(closeTask, command, { by })
    .thenNothing(),
);

test('a task that was never opened is not closed', () =>
  given(task, taskId).when(closeTask, command, { by }).thenRefused('NOT_FOUND'));

test('nobody but a process closes one', () =>
  given(task, taskId, ...until.assigned)
    .when(closeTask, command, { by: actor('iesc.advisor', 'iesc-22', advisorId) })
    .thenRefused('ROLE_NOT_ALLOWED'));
