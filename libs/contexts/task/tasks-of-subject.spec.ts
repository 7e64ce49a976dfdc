import { ReferralAccepted, ReferralTaken } from '#events/referral';
import { registry } from '#contexts/programme';
import { exampleOf } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { on, recordedInTest } from '#platform/testing';
import { becauseOf } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import { ReassignTask, reassignTask } from './reassign-task.ts';
import { noTasks, taskCommands, tasksAfter } from './tasks-of-subject.ts';
import { taskIdOf } from './task.ts';

const subjectId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const stream = `referral-${subjectId}` as const;
const [first, second] = recordedInTest([
  on(stream, exampleOf(ReferralTaken)),
  on(stream, exampleOf(ReferralAccepted)),
]).map((recorded) => registry.decode(recorded)!) as [
  Parameters<typeof taskCommands>[1],
  Parameters<typeof taskCommands>[1],
];
const opens = [
  { kind: 'decide_referral' as const, officeId: 'iesc-22', assigneeId: 'a', dueAt: '2025-11-11T14:59:59.999Z' },
  { kind: 'supply_information' as const, officeId: 'nasilc-22' },
];
const two = tasksAfter(noTasks, first, { opens });
const decide = taskIdOf('decide_referral', first.id, 'iesc-22');
const supply = taskIdOf('supply_information', first.id, 'nasilc-22');
const because = becauseOf(second);

test('an event opens tasks about the stream it is in, and is named as the reason', () => {
  const about = { because: becauseOf(first), subjectCategory: 'referral', subjectId };
  expect(taskCommands(two, first)).toEqual(opens.map((task) => issue(openTask, OpenTask, { ...task, ...about })));
  expect(two.open).toEqual({ decide_referral: decide, supply_information: supply });
});

test('another closes those of a kind and cancels all others', () => {
  const after = tasksAfter(two, second, { closes: ['decide_referral'], cancels: 'all others' });
  expect(taskCommands(after, second)).toEqual([
    issue(closeTask, CloseTask, { taskId: decide, because }),
    issue(cancelTask, CancelTask, { taskId: supply, because }),
  ]);
  expect(after.open).toEqual({});
});

test('or cancels those of a kind, and leaves the others', () => {
  const after = tasksAfter(two, second, { closes: ['note_outcome'], cancels: ['supply_information', 'take_referral'] });
  expect(taskCommands(after, second)).toEqual([issue(cancelTask, CancelTask, { taskId: supply, because })]);
  expect(after.open).toEqual({ decide_referral: decide });
});

test('or gives what an advisor has to do to another, and nothing of other teams', () => {
  const after = tasksAfter(two, second, { gives: 'b' });
  expect(taskCommands(after, second)).toEqual([issue(reassignTask, ReassignTask, { taskId: decide, assigneeId: 'b' })]);
  expect(after.open).toEqual({ decide_referral: decide, supply_information: supply });
});

test('or gives what is left after it to somebody else', () => {
  const after = tasksAfter(two, second, { closes: ['supply_information'], gives: 'b' });
  expect(taskCommands(after, second)).toEqual([
    issue(closeTask, CloseTask, { taskId: supply, because }),
    issue(reassignTask, ReassignTask, { taskId: decide, assigneeId: 'b' }),
  ]);
});

test('an event that does nothing to them leads to nothing, whatever came before', () => {
  expect(taskCommands(tasksAfter(two, second, {}), second)).toEqual([]);
});
