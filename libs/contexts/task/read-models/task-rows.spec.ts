import { TaskDueMoved, TaskOverdue, TaskReassigned } from '#events/task';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import {
  advisorId,
  cancelled,
  claimed,
  closed,
  completed,
  dueAt,
  fact,
  opened,
  openedForAdvisor,
  reassigned,
  referralId,
  returned,
  started,
  taskId,
} from '../task-story.fixture.ts';
import { myTasks } from './my-tasks.ts';
import { teamTasks } from './team-tasks.ts';

const after = (...facts: readonly Fact[]) => given(...facts.map((each) => on(`task-${taskId}`, each)));
const row = {
  taskId,
  kind: 'ask_owner',
  team: 'advisors',
  officeId: 'iesc-22',
  organisation: 'iesc',
  stage: 'open',
  isOpen: true,
  assigneeId: null,
  returnReason: null,
  dueAt,
  isOverdue: false,
  subjectCategory: 'referral',
  subjectId: referralId,
  becauseEventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1',
  becauseType: 'ReferralAccepted',
  openedAt: '2026-04-01T00:00:00.000Z',
  endedByEventId: null,
  endedByType: null,
  endedAt: null,
};
const had = { ...row, stage: 'assigned', assigneeId: advisorId };

describe.each([
  ['the team’s list', teamTasks],
  ['a person’s list', myTasks],
])('in %s', (_, list) => {
  test('a task waits in the queue, and says why it exists', () => after(opened).thenRows(list, [row]));

  test('or is somebody’s from the beginning', () =>
    after(openedForAdvisor).thenRows(list, [{ ...had, kind: 'decide_referral' }]));

  test('it is claimed, begun, and given back with the reason', async () => {
    await after(opened, claimed).thenRows(list, [had]);
    await after(opened, claimed, started).thenRows(list, [{ ...had, stage: 'in_progress' }]);
    await after(opened, claimed, returned).thenRows(list, [{ ...row, stage: 'returned', returnReason: 'workload' }]);
  });

  test('it goes to another, or back to the team', async () => {
    await after(opened, claimed, started, reassigned).thenRows(list, [{ ...had, assigneeId: 'iesc-advisor-2' }]);
    await after(opened, claimed, TaskReassigned({ from: advisorId, to: null, coveredFor: [] })).thenRows(list, [row]);
  });

  test('it ends by hand, by its fact, or because it is moot, and who had it stays to be seen', async () => {
    const ended = { ...had, isOpen: false, endedAt: '2026-04-01T00:00:02.000Z' };
    const by = (endedByType: string) => ({ endedByEventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', endedByType });
    await after(opened, claimed, completed).thenRows(list, [{ ...ended, stage: 'done' }]);
    await after(opened, claimed, closed).thenRows(list, [{ ...ended, stage: 'done', ...by('SupportCaseLinked') }]);
    await after(opened, claimed, cancelled).thenRows(list, [
      { ...ended, stage: 'cancelled', ...by('ReferralWithdrawn') },
    ]);
  });

  test('it is due later, and overdue', () =>
    after(
      opened,
      TaskDueMoved({ dueAt: null, because: fact('ClockPaused') }),
      TaskOverdue({ assigneeId: null, dueAt }),
    ).thenRows(list, [{ ...row, dueAt: null, isOverdue: true }]));

  test('steps of a task that nobody opened make no row', () =>
    after(
      claimed,
      started,
      returned,
      reassigned,
      completed,
      closed,
      cancelled,
      TaskDueMoved({ dueAt: null, because: fact('ClockPaused') }),
      TaskOverdue({ assigneeId: null, dueAt }),
    ).thenRows(list, []));
});
