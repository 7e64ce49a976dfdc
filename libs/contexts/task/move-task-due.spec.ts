import { TaskDueMoved } from '#events/task';
import { actor, given } from '#contexts/testing';
import { moveTaskDue } from './move-task-due.ts';
import { because, dueAt, fact, opened, stagesBut, taskId } from './task-story.fixture.ts';
import { task } from './task.ts';

const later = '2025-11-13T14:59:59.999Z';
const command = { taskId, dueAt: later, because: because('ClockExtended') };
const by = actor('process');
const moved = (to: string | null) => TaskDueMoved({ dueAt: to, because: fact('ClockExtended') });

test('a task is due later', () =>
  given(task, taskId, opened).when(moveTaskDue, command, { by }).thenFacts(moved(later)));

test('or not at all, as long as its clock rests', () =>
  given(task, taskId, opened)
    .when(moveTaskDue, { ...command, dueAt: undefined }, { by })
    .thenFacts(moved(null)));

test('when it is due then already, nothing happens', () =>
  given(task, taskId, opened)
    .when(moveTaskDue, { ...command, dueAt }, { by })
    .thenNothing());

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('at stage %s nothing is due', (_, past) =>
  given(task, taskId, ...past)
    .when(moveTaskDue, command, { by })
    .thenNothing(),
);

test('nobody but a process moves it', () =>
  given(task, taskId, opened)
    .when(moveTaskDue, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
