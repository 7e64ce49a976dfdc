import { TaskOpened } from '#events/task';
import { actor, given } from '#contexts/testing';
import { openTask } from './open-task.ts';
import { because, opened, stagesBut, until } from './task-story.fixture.ts';
import { task, taskIdOf } from './task.ts';

const { kind, officeId, subjectCategory, subjectId, dueAt, clockId } = opened.data;
const command = {
  kind,
  officeId,
  subjectCategory,
  subjectId,
  because: because('ReferralAccepted'),
  dueAt: dueAt!,
  clockId: clockId!,
};
const taskId = taskIdOf(kind, opened.data.because.eventId, officeId);
const by = actor('process');

test('a process opens a task for the team its kind is for, and says which fact it is about', () =>
  given(task, taskId).when(openTask, command, { by }).thenFacts(opened));

test('or for somebody, without a due instant or a clock', () =>
  given(task, taskId)
    .when(openTask, { ...command, assigneeId: 'iesc-advisor-1', dueAt: undefined, clockId: undefined }, { by })
    .thenFacts(TaskOpened({ ...opened.data, assigneeId: 'iesc-advisor-1', dueAt: null, clockId: null })));

test('there is no task of a kind that nobody knows', () =>
  given(task, taskId)
    .when(openTask, { ...command, kind: 'daydream' }, { by })
    .thenRefused('UNKNOWN_TASK_KIND', { path: 'kind' }));

test.each(stagesBut())('a fact opens it once: not at stage %s', (currentStage) =>
  given(task, taskId, ...until[currentStage])
    .when(openTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('nobody but a process opens one', () =>
  given(task, taskId)
    .when(openTask, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
