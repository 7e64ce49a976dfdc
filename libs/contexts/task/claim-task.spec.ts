import { TaskClaimed } from '#events/task';
import { actor, given } from '#contexts/testing';
import { claimTask } from './claim-task.ts';
import { advisorId, claimed, opened, reassigned, stagesBut, started, taskId, until } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId };
const by = actor('iesc.advisor');
const colleague = actor('iesc.advisor', 'iesc-22', 'iesc-advisor-2');

test.each(['open', 'returned'] as const)('somebody of the team takes a task that is %s', (stage) =>
  given(task, taskId, ...until[stage])
    .when(claimTask, command, { by })
    .thenFacts(claimed),
);

test('also the manager, who is of every team of the office', () =>
  given(task, taskId, opened)
    .when(claimTask, command, { by: actor('iesc.office_manager') })
    .thenFacts(TaskClaimed({ assigneeId: 'iesc-office_manager-1' })));

test.each([
  ['claimed', [claimed]],
  ['begun', [claimed, started]],
])('what they have %s already is theirs, and nothing happens', (_, past) =>
  given(task, taskId, opened, ...past)
    .when(claimTask, command, { by })
    .thenNothing(),
);

test.each([
  ['claimed', [claimed], advisorId],
  ['begun', [claimed, started], advisorId],
  ['been given', [claimed, reassigned], 'iesc-advisor-2'],
])('what another has %s is refused, and it is said who has it', (_, past, id) =>
  given(task, taskId, opened, ...past)
    .when(claimTask, command, { by: id === advisorId ? colleague : by })
    .thenRefused('TASK_TAKEN', { id }),
);

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('not at stage %s', (currentStage, past) =>
  given(task, taskId, ...past)
    .when(claimTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('not by who is of the office and not of the team', () =>
  given(task, taskId, opened)
    .when(claimTask, command, { by: actor('iesc.intake') })
    .thenRefused('NOT_OF_THE_TEAM'));

test.each([
  ['another office', actor('iesc.advisor', 'iesc-23')],
  ['the other organisation’s headquarters', actor('nasilc.hq_liaison', 'nasilc-hq')],
])('not by %s, for which there is no such task', (_, stranger) =>
  given(task, taskId, opened).when(claimTask, command, { by: stranger }).thenRefused('NOT_FOUND'),
);
