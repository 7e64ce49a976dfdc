import { MemberSignedIn } from '#events/directory';
import { TaskReassigned } from '#events/task';
import { memberIdOf, staffMember } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { reassignTask } from './reassign-task.ts';
import { advisorId, claimed, opened, reassigned, stagesBut, taskId, until } from './task-story.fixture.ts';
import { task } from './task.ts';

const command = { taskId, assigneeId: 'iesc-advisor-2' };
const by = actor('iesc.office_manager');

test.each(['assigned', 'in_progress'] as const)('the manager gives what somebody has %s to another', (stage) =>
  given(task, taskId, ...until[stage])
    .when(reassignTask, command, { by })
    .thenFacts(reassigned),
);

test.each(['open', 'returned'] as const)('what is %s to somebody', (stage) =>
  given(task, taskId, ...until[stage])
    .when(reassignTask, command, { by })
    .thenFacts(TaskReassigned({ from: null, to: 'iesc-advisor-2', coveredFor: [] })),
);

test('without a name back to the team', () =>
  given(task, taskId, opened, claimed)
    .when(reassignTask, { taskId }, { by })
    .thenFacts(TaskReassigned({ from: advisorId, to: null, coveredFor: [] })));

test.each([
  ['to whoever has it', [claimed], { taskId, assigneeId: advisorId }],
  ['to the team whose it is', [], { taskId }],
])('%s, nothing happens', (_, past, again) =>
  given(task, taskId, opened, ...past)
    .when(reassignTask, again, { by })
    .thenNothing(),
);

test('a process gives it on too, as the case that it is about changes hands', () =>
  given(task, taskId, opened, claimed)
    .when(reassignTask, command, { by: actor('process') })
    .thenFacts(reassigned));

test.each([
  ['is known to work at another office', { officeId: 'iesc-23', role: 'iesc.advisor' }],
  ['is known to be of another team', { officeId: 'iesc-22', role: 'iesc.intake' }],
])('not to who %s', (_, post) =>
  given(task, taskId, opened)
    .and(staffMember, memberIdOf('iesc-advisor-2'), MemberSignedIn({ userId: 'iesc-advisor-2', org: 'iesc', ...post }))
    .when(reassignTask, command, { by })
    .thenRefused('NOT_OF_THE_OFFICE', { path: 'assigneeId' }),
);

test('to who is known to be of the team', () =>
  given(task, taskId, opened)
    .and(
      staffMember,
      memberIdOf('iesc-advisor-2'),
      MemberSignedIn({ userId: 'iesc-advisor-2', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' }),
    )
    .when(reassignTask, command, { by })
    .thenFacts(TaskReassigned({ from: null, to: 'iesc-advisor-2', coveredFor: [] })));

test.each(stagesBut('open', 'returned', 'assigned', 'in_progress'))('not at stage %s', (currentStage, past) =>
  given(task, taskId, ...past)
    .when(reassignTask, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage }),
);

test('not by an advisor', () =>
  given(task, taskId, opened)
    .when(reassignTask, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test.each([
  ['another office', actor('iesc.office_manager', 'iesc-23')],
  ['the other organisation’s headquarters', actor('nasilc.hq_liaison', 'nasilc-hq')],
])('not by %s, for which there is no such task', (_, stranger) =>
  given(task, taskId, opened).when(reassignTask, command, { by: stranger }).thenRefused('NOT_FOUND'),
);
