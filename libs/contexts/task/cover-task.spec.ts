import { TaskReassigned } from '#events/task';
import { actor, given } from '#contexts/testing';
import { coverTask } from './cover-task.ts';
import { advisorId, claimed, opened, reassigned, stagesBut, started, taskId } from './task-story.fixture.ts';
import { task } from './task.ts';

const by = actor('process');
const cover = (absentId: string, delegateId: string) => ({
  ...{ taskId, absentId, delegateId },
  officeId: 'iesc-22',
});
const covered = (from: string, to: string | null, ...coveredFor: string[]) => TaskReassigned({ from, to, coveredFor });
const toSecond = covered(advisorId, 'iesc-advisor-2', advisorId);
const toThird = covered('iesc-advisor-2', 'iesc-advisor-3', advisorId, 'iesc-advisor-2');

test.each([
  ['has', [claimed]],
  ['is at', [claimed, started]],
])('what an absent member %s goes to who covers for them', (_, past) =>
  given(task, taskId, opened, ...past)
    .when(coverTask, cover(advisorId, 'iesc-advisor-2'), { by })
    .thenFacts(toSecond),
);

test('where the cover is absent too, to theirs', () =>
  given(task, taskId, opened, claimed, toSecond)
    .when(coverTask, cover('iesc-advisor-2', 'iesc-advisor-3'), { by })
    .thenFacts(toThird));

test.each([
  ['whom it comes from', [toSecond], 'iesc-advisor-2', [advisorId, 'iesc-advisor-2']],
  ['the first of them', [toSecond, toThird], 'iesc-advisor-3', [advisorId, 'iesc-advisor-2', 'iesc-advisor-3']],
])('a chain of covers that leads back to %s ends in the team’s queue', (_, past, last, chain) =>
  given(task, taskId, opened, claimed, ...past)
    .when(coverTask, cover(last, advisorId), { by })
    .thenFacts(covered(last, null, ...chain)),
);

test('whom the manager chose since begins no old chain again', () =>
  given(
    task,
    taskId,
    opened,
    claimed,
    toSecond,
    TaskReassigned({ from: 'iesc-advisor-2', to: advisorId, coveredFor: [] }),
  )
    .when(coverTask, cover(advisorId, 'iesc-advisor-2'), { by })
    .thenFacts(toSecond));

test.each(['iesc-23', 'nasilc-23', 'iesc-hq'])('a cover at %s is none for a task of Shizuoka', (officeId) =>
  given(task, taskId, opened, claimed)
    .when(coverTask, { ...cover(advisorId, 'iesc-advisor-2'), officeId }, { by })
    .thenNothing(),
);

test('what another has by now is not moved', () =>
  given(task, taskId, opened, claimed, reassigned)
    .when(coverTask, cover(advisorId, 'iesc-advisor-3'), { by })
    .thenNothing());

test.each(stagesBut('assigned', 'in_progress'))('at stage %s nobody has it, and nothing happens', (_, past) =>
  given(task, taskId, ...past)
    .when(coverTask, cover(advisorId, 'iesc-advisor-2'), { by })
    .thenNothing(),
);

test('nobody but a process covers', () =>
  given(task, taskId, opened, claimed)
    .when(coverTask, cover(advisorId, 'iesc-advisor-2'), { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
