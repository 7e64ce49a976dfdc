import { actor, given } from '#contexts/testing';
import { returnTask } from './return-task.ts';
import { advisorId, claimed, opened, returned, stagesBut, taskId, until } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId, reason: 'workload' };
const by = actor('iesc.advisor');

test.each(['assigned', 'in_progress'] as const)('a task that is %s goes back to the team, with the reason', (stage) =>
  given(task, taskId, ...until[stage])
    .when(returnTask, command, { by })
    .thenFacts(returned),
);

test('not for a reason that is not on the list', () =>
  given(task, taskId, opened, claimed)
    .when(returnTask, { taskId, reason: 'boredom' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not by another than who has it', () =>
  given(task, taskId, opened, claimed)
    .when(returnTask, command, { by: actor('iesc.office_manager') })
    .thenRefused('NOT_YOUR_TASK', { id: advisorId }));

test.each(stagesBut('assigned', 'in_progress'))('not at stage %s', (currentStage, past) =>
  given(task, taskId, ...past)
    .when(returnTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('not by the other organisation’s headquarters, for which there is no such task', () =>
  given(task, taskId, opened, claimed)
    .when(returnTask, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'));
