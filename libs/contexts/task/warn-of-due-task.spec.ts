import { TaskDueSoon } from '#events/task';
import { actor, given } from '#contexts/testing';
import { advisorId, claimed, dueAt, opened, stagesBut, taskId } from './task-story.fixture.ts';
import { task } from './task.ts';
import { warnOfDueTask } from './warn-of-due-task.ts';

const command = { taskId, dueAt };
const by = actor('process');
const soon = TaskDueSoon({ assigneeId: null, dueAt });

test('what is due soon is warned of, in the team’s queue', () =>
  given(task, taskId, opened).when(warnOfDueTask, command, { by }).thenFacts(soon));

test('and in somebody’s hands', () =>
  given(task, taskId, opened, claimed)
    .when(warnOfDueTask, command, { by })
    .thenFacts(TaskDueSoon({ assigneeId: advisorId, dueAt })));

test('once for each instant it is due at', async () => {
  await given(task, taskId, opened, soon).when(warnOfDueTask, command, { by }).thenNothing();
  const later = '2025-11-13T14:59:59.999Z';
  await given(task, taskId, opened, soon)
    .when(warnOfDueTask, { taskId, dueAt: later }, { by })
    .thenFacts(TaskDueSoon({ assigneeId: null, dueAt: later }));
});

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('at stage %s nothing is due', (_, past) =>
  given(task, taskId, ...past)
    .when(warnOfDueTask, command, { by })
    .thenNothing(),
);

test('nobody but a process warns', () =>
  given(task, taskId, opened)
    .when(warnOfDueTask, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
