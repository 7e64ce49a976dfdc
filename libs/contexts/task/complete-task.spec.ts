import { actor, given } from '#contexts/testing';
import { completeTask } from './complete-task.ts';
import {
  advisorId,
  claimed,
  completed,
  opened,
  openedForAdvisor,
  stagesBut,
  taskId,
  until,
} from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId };
const by = actor('iesc.advisor');

test.each(['assigned', 'in_progress'] as const)('whoever has a task that is %s says that it is done', (stage) =>
  given(task, taskId, ...until[stage])
    .when(completeTask, command, { by })
    .thenFacts(completed),
);

test('what a fact closes is not ticked off without it', () =>
  given(task, taskId, openedForAdvisor).when(completeTask, command, { by }).thenRefused('DONE_BY_ITS_FACT'));

test('not by another than who has it', () =>
  given(task, taskId, opened, claimed)
    .when(completeTask, command, { by: actor('iesc.office_manager') })
    .thenRefused('NOT_YOUR_TASK', { id: advisorId }));

test.each(stagesBut('assigned', 'in_progress'))('not at stage %s', (currentStage, past) =>
  given(task, taskId, ...past)
    .when(completeTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('not by the other organisation’s headquarters, for which there is no such task', () =>
  given(task, taskId, opened, claimed)
    .when(completeTask, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'));
