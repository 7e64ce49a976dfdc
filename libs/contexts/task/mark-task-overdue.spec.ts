import { TaskDueMoved, TaskOverdue } from '#events/task';
import { actor, given } from '#contexts/testing';
import { markTaskOverdue } from './mark-task-overdue.ts';
import { advisorId, claimed, dueAt, fact, opened, stagesBut, taskId } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId, dueAt };
const by = actor('process');
const overdue = TaskOverdue({ assigneeId: null, dueAt });

test('what is due and not done is overdue, in the team’s queue', () =>
  given(task, taskId, opened).when(markTaskOverdue, command, { by }).thenFacts(overdue));

test('and in somebody’s hands', () =>
  given(task, taskId, opened, claimed)
    .when(markTaskOverdue, command, { by })
    .thenFacts(TaskOverdue({ assigneeId: advisorId, dueAt })));

test('once', () => given(task, taskId, opened, overdue).when(markTaskOverdue, command, { by }).thenNothing());

test('not when it is due later by now', () =>
  given(task, taskId, opened, TaskDueMoved({ dueAt: '2025-11-13T14:59:59.999Z', because: fact('ClockExtended') }))
    .when(markTaskOverdue, command, { by })
    .thenNothing());

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('at stage %s nothing is due', (_, past) =>
  given(task, taskId, ...past)
    .when(markTaskOverdue, command, { by })
    .thenNothing(),
);

test('nobody but a process says so', () =>
  given(task, taskId, opened)
    .when(markTaskOverdue, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
