import {
  TaskCancelled,
  TaskClosed,
  TaskCompleted,
  TaskDueSoon,
  TaskOpened,
  TaskOverdue,
  TaskReassigned,
} from '#events/task';
import { Because } from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { notifyOfTasks } from './notify-of-tasks.ts';
import { Notify, notify } from './notify.ts';

const taskId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ba';
const dueAt = '2026-04-03T14:59:59.999Z';
const waiting = exampleOf(TaskOpened);
const opened = TaskOpened({ ...waiting.data, kind: 'ask_owner', team: 'advisors', assigneeId: 'advisor-22-1' });
const forManager = TaskOpened({ ...waiting.data, kind: 'assign_advisor', team: 'managers' });
const managersPost = { officeId: 'iesc-22', role: 'iesc.office_manager' };
type Told = readonly [place: number, kind: string, to: Notify['to']];

/** Expects who is told what, by the place of the event that is told. */
function expectTold(facts: readonly Fact[], ...told: readonly Told[]) {
  const log = facts.map((fact) => on(`task-${taskId}`, fact));
  const events = recordedInTest(log);
  const commands = told.map(([place, kind, to]) => {
    const { id: eventId, type } = events[place]!;
    const because = Object.assign(new Because(), { eventId, type });
    return issue(notify, Notify, { to, kind, subjectCategory: 'task', subjectId: taskId, because });
  });
  return given(...log).thenCommands(notifyOfTasks, ...commands);
}
const advisor = { userId: 'advisor-22-1' };

test('who is given a task is told so', async () => {
  await expectTold([opened], [0, 'task_assigned', advisor]);
  await expectTold(
    [waiting, TaskReassigned({ from: null, to: 'advisor-22-2', coveredFor: [] })],
    [1, 'task_assigned', { userId: 'advisor-22-2' }],
  );
});

test('and that it is due soon, and overdue', () =>
  expectTold(
    [opened, TaskDueSoon({ assigneeId: 'advisor-22-1', dueAt }), TaskOverdue({ assigneeId: 'advisor-22-1', dueAt })],
    [0, 'task_assigned', advisor],
    [1, 'task_due_soon', advisor],
    [2, 'task_overdue', advisor],
  ));

test('what waits for a team that looks at its queue is told to nobody', () =>
  expectTold([
    waiting,
    TaskReassigned({ from: 'intake-22-1', to: null, coveredFor: [] }),
    TaskDueSoon({ assigneeId: null, dueAt }),
    TaskOverdue({ assigneeId: null, dueAt }),
  ]));

test('what waits for leaders is told to their post, also when it is overdue', () =>
  expectTold(
    [forManager, TaskDueSoon({ assigneeId: null, dueAt }), TaskOverdue({ assigneeId: null, dueAt })],
    [0, 'task_waiting', managersPost],
    [2, 'task_overdue', managersPost],
  ));

test('a team that nobody knows any more has no post', () =>
  expectTold([TaskOpened({ ...waiting.data, team: 'dissolved' })]));

test('the consultant hears of an outcome itself, and not of the task to note it', () =>
  expectTold([TaskOpened({ ...opened.data, kind: 'note_outcome', team: 'consultants' })]));

const endings: readonly (readonly [string, Fact])[] = [
  ['by hand', exampleOf(TaskCompleted)],
  ['by its fact', exampleOf(TaskClosed)],
  ['because it is moot', exampleOf(TaskCancelled)],
];

test.each(endings)('of what has ended %s nobody hears any more', (_, ended) =>
  expectTold([opened, ended, exampleOf(TaskOverdue)], [0, 'task_assigned', advisor]),
);
