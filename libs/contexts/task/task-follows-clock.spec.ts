import {
  ClockCancelled,
  ClockExtended,
  ClockMet,
  ClockPaused,
  ClockRecalculated,
  ClockResumed,
  ClockStarted,
  ClockWaived,
  ClockWarned,
} from '#events/clock';
import { TaskOpened } from '#events/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { Because } from './because.ts';
import { MoveTaskDue, moveTaskDue } from './move-task-due.ts';
import { taskFollowsClock } from './task-follows-clock.ts';
import { dueAt, opened, taskId } from './task-story.fixture.ts';
import { WarnOfDueTask, warnOfDueTask } from './warn-of-due-task.ts';

const clockId = opened.data.clockId!;
const later = '2025-11-13T14:59:59.999Z';
const started = ClockStarted({ ...exampleOf(ClockStarted).data, dueAt });
const extended = ClockExtended({ ...exampleOf(ClockExtended).data, dueAt: later });
const paused = exampleOf(ClockPaused);
const resumed = exampleOf(ClockResumed);
const warned = exampleOf(ClockWarned);
const recalculated = exampleOf(ClockRecalculated);

/** Expects how far the task is moved, or warned of, by the place of the clock's event that says so. */
function expectMoved(facts: readonly Fact[], ...moved: readonly (readonly [place: number, to: string | null])[]) {
  const log = facts.map((fact) => on(fact.type === TaskOpened ? `task-${taskId}` : `clock-${clockId}`, fact));
  const events = recordedInTest(log);
  const commands = moved.map(([place, to]) => {
    const { id: eventId, type } = events[place]!;
    const because = Object.assign(new Because(), { eventId, type });
    return issue(moveTaskDue, MoveTaskDue, { taskId, ...(to !== null && { dueAt: to }), because });
  });
  return given(...log).thenCommands(taskFollowsClock, ...commands);
}

test('a task that says when its clock is due is not moved, whichever came first', async () => {
  await expectMoved([started, opened]);
  await expectMoved([opened, started], [1, dueAt]);
});

test('one that says nothing is due when its clock is', () =>
  expectMoved([started, TaskOpened({ ...opened.data, dueAt: null })], [0, dueAt]));

test('it is due later when its clock is, also one that is opened only then', async () => {
  await expectMoved([started, opened, extended], [2, later]);
  await expectMoved([started, extended, opened], [1, later]);
});

test('at no instant while its clock rests, or after it was waived', async () => {
  await expectMoved([started, opened, paused], [2, null]);
  await expectMoved([started, opened, exampleOf(ClockWaived)], [2, null]);
});

test('and at another when it goes on', async () => {
  const { runs } = resumed.data;
  await expectMoved([started, opened, paused, resumed], [2, null], [3, runs!.dueAt]);
  await expectMoved([started, opened, paused, ClockResumed({ ...resumed.data, runs: null })], [2, null]);
});

test('at another when the calendar changes, but not while it rests', async () => {
  await expectMoved([started, opened, recalculated], [2, recalculated.data.after.dueAt]);
  await expectMoved([started, opened, paused, recalculated], [2, null]);
});

test('it is warned of when the clock warns', () =>
  given(on(`clock-${clockId}`, started), on(`task-${taskId}`, opened), on(`clock-${clockId}`, warned)).thenCommands(
    taskFollowsClock,
    issue(warnOfDueTask, WarnOfDueTask, { taskId, dueAt: warned.data.dueAt }),
  ));

test.each([
  ['met', exampleOf(ClockMet)],
  ['cancelled', exampleOf(ClockCancelled)],
])('a clock that is %s moves nothing any more', (_, ended: Fact) => expectMoved([started, opened, ended, extended]));

test('a task without a clock follows none', () =>
  expectMoved([started, TaskOpened({ ...opened.data, clockId: null }), extended]));
