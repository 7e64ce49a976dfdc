import { TaskDueMoved, TaskOpened } from '#events/task';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { MarkTaskOverdue, markTaskOverdue } from './mark-task-overdue.ts';
import { taskOverdue } from './task-overdue.ts';
import { cancelled, claimed, closed, completed, fact, opened as openedInTime, taskId } from './task-story.fixture.ts';

const dueAt = '2026-04-03T14:59:59.999Z';
const opened = TaskOpened({ ...openedInTime.data, dueAt });
const after = (...facts: readonly Fact[]) => given(...facts.map((each) => on(`task-${taskId}`, each)));
const overdue = (at: string) => issue(markTaskOverdue, MarkTaskOverdue, { taskId, dueAt: at });
const later = '2026-04-07T14:59:59.999Z';
const moved = (to: string | null) => TaskDueMoved({ dueAt: to, because: fact('ClockExtended') });

test('what is not done when it is due is overdue', async () => {
  await after(opened, claimed).thenCommands(taskOverdue).thenTimers({ instance: taskId, name: 'due', due: dueAt });
  await after(opened, claimed).at(dueAt).thenCommands(taskOverdue, overdue(dueAt)).thenTimers();
});

test('due later, it is overdue later', () =>
  after(opened, moved(later))
    .at(dueAt)
    .thenCommands(taskOverdue)
    .thenTimers({ instance: taskId, name: 'due', due: later }));

test.each([
  ['is due at no instant', TaskOpened({ ...opened.data, dueAt: null }), []],
  ['rests', opened, [moved(null)]],
  ['was done by hand', opened, [completed]],
  ['was done', opened, [closed]],
  ['is moot', opened, [cancelled]],
])('what %s is never overdue', (_, first, then) =>
  after(first, ...then)
    .at(later)
    .thenCommands(taskOverdue)
    .thenTimers(),
);
