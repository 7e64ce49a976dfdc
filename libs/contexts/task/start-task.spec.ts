import { actor, given } from '#contexts/testing';
import { startTask } from './start-task.ts';
import { advisorId, claimed, opened, openedForAdvisor, stagesBut, started, taskId } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId };
const by = actor('iesc.advisor');

test.each([
  ['claimed', [opened, claimed]],
  ['was given', [openedForAdvisor]],
])('whoever %s a task begins with it', (_, past) =>
  given(task, taskId, ...past)
    .when(startTask, command, { by })
    .thenFacts(started),
);

test('once', () => given(task, taskId, opened, claimed, started).when(startTask, command, { by }).thenNothing());

test.each([
  ['claimed', [opened, claimed]],
  ['begun', [opened, claimed, started]],
])('not what another has %s', (_, past) =>
  given(task, taskId, ...past)
    .when(startTask, command, { by: actor('iesc.office_manager') })
    .thenRefused('NOT_YOUR_TASK', { id: advisorId }),
);

test.each(stagesBut('assigned', 'in_progress'))('not at stage %s', (currentStage, past) =>
  given(task, taskId, ...past)
    .when(startTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('not by the other organisation’s headquarters, for which there is no such task', () =>
  given(task, taskId, opened, claimed)
    .when(startTask, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'));
