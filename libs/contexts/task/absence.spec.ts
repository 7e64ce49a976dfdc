import { AuthorityDelegated, DelegationEnded } from '#events/directory';
import { TaskOpened, TaskReassigned } from '#events/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { absence } from './absence.ts';
import { CoverTask, coverTask } from './cover-task.ts';
import { cancelled, claimed, closed, completed, opened, returned, taskId } from './task-story.fixture.ts';

const [absent, delegate, third] = ['iesc-advisor-1', 'iesc-advisor-2', 'iesc-advisor-3'];
const otherId = '0b6c1d9e-43a1-4c57-9b1f-0000000000bb';
const template = exampleOf(AuthorityDelegated).data;
/** What is recorded in specs is recorded on 2026-04-01, a few minutes after nine in Tokyo. */
const away = (own: Partial<typeof template> = {}) =>
  AuthorityDelegated({
    ...template,
    delegatorId: absent,
    delegateId: delegate,
    from: '2026-04-01',
    until: '2026-04-03',
    ...own,
  });
const back = DelegationEnded({
  ...exampleOf(DelegationEnded).data,
  delegationId: template.delegationId,
  delegatorId: absent,
});
const about = (fact: Fact, id = taskId) =>
  fact.type.typeName.startsWith('Task')
    ? on(`task-${id}`, fact)
    : on('delegation-0b6c1d9e-43a1-4c57-9b1f-0000000000d0', fact);
const theirs = TaskOpened({ ...opened.data, assigneeId: absent });
const cover = (id = taskId, absentId = absent, delegateId = delegate, officeId = template.officeId) =>
  issue(coverTask, CoverTask, { taskId: id, absentId, delegateId, officeId });

test('on the first day of their absence all that a member has goes to who stands in', async () => {
  const log = [about(theirs), about(opened, otherId), about(claimed, otherId), about(away({ from: '2026-04-02' }))];
  const first = '2026-04-01T15:00:00.000Z';
  await given(...log)
    .thenCommands(absence)
    .thenTimers({ instance: absent, name: template.delegationId, due: first });
  await given(...log)
    .at(first)
    .thenCommands(absence, cover(), cover(otherId))
    .thenTimers();
});

const gone: readonly (readonly [string, Fact])[] = [
  ['gave back', returned],
  ['did by hand', completed],
  ['did', closed],
  ['is not to do any more', cancelled],
  ['gave to another', TaskReassigned({ from: absent, to: third, coveredFor: [] })],
];

test.each(gone)('not what they %s', (_, fact) =>
  given(about(theirs), about(fact), about(away())).at('2026-04-02T00:00:00.000Z').thenCommands(absence),
);

test('what they are given while they are away goes there too', async () => {
  await given(about(away()), about(theirs)).thenCommands(absence, cover());
  await given(about(away()), about(TaskReassigned({ from: null, to: absent, coveredFor: [] }))).thenCommands(
    absence,
    cover(),
  );
});

test('of delegations at two offices each is told, and the task says which is meant', () =>
  given(
    about(away({ delegationId: otherId, delegateId: third, officeId: 'iesc-23' })),
    about(away()),
    about(theirs),
  ).thenCommands(absence, cover(taskId, absent, third, 'iesc-23'), cover()));

test('what they take themselves is theirs, away or not', () =>
  given(about(away()), about(opened), about(claimed)).thenCommands(absence));

test('not before they are away, nor after', async () => {
  await given(about(away({ from: '2026-04-02' })), about(theirs)).thenCommands(absence);
  await given(about(away({ from: '2026-03-30', until: '2026-03-31' })), about(theirs)).thenCommands(absence);
});

test('when they are back, what is new is theirs again', () =>
  given(about(away()), about(back), about(theirs)).thenCommands(absence).thenTimers());

test('one who ends an absence that has not begun keeps what they have', () =>
  given(about(theirs), about(away({ from: '2026-04-02' })), about(back))
    .at('2026-04-02T00:00:00.000Z')
    .thenCommands(absence)
    .thenTimers());

test('where who stands in is away too, it goes on to who stands in for them', () =>
  given(
    about(away()),
    about(away({ delegatorId: delegate, delegateId: third })),
    about(theirs),
    about(TaskReassigned({ from: absent, to: delegate, coveredFor: [absent] })),
    about(TaskReassigned({ from: delegate, to: third, coveredFor: [absent, delegate] })),
  ).thenCommands(absence, cover(), cover(taskId, delegate, third)));
