import { AuthorityDelegated, MemberSignedIn } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { commandIdOf, derivedId } from '#platform/decider';
import { delegateAuthority } from './delegate-authority.ts';
import {
  authorityDelegated,
  delegated,
  delegationId,
  delegationsId,
  delegationEnded,
} from './delegation-story.fixture.ts';
import { delegations, delegationsIdOf } from './delegation.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const by = actor('iesc.advisor', 'iesc-22', 'advisor-22');
const manager = actor('iesc.office_manager');
const command = { delegateId: 'advisor-22-2', from: '2025-11-10', until: '2025-11-14', reason: 'leave' };
const idOf = (userId: string) => derivedId(commandIdOf(userId, 'DelegateAuthority', '', 'key-1'), 'delegation');
const fact = (own: object = {}) => AuthorityDelegated({ ...delegated, delegationId: idOf('advisor-22'), ...own });
const already = given(delegations, delegationsId, authorityDelegated);

test('somebody who will be away lets a colleague of the office stand in', async () => {
  const [event] = await given().when(delegateAuthority, command, { by }).thenFacts(fact());
  expect(event!.stream).toBe(`delegation-${delegationsId}`);
});

test('their manager says so for them', () =>
  given()
    .when(delegateAuthority, { ...command, delegatorId: 'advisor-22' }, { by: manager })
    .thenFacts(fact({ delegationId: idOf(manager.userId) })));

test('headquarters’ people among themselves', () =>
  given()
    .when(delegateAuthority, command, { by: actor('nasilc.hq_liaison', null, 'advisor-22') })
    .thenFacts(fact({ officeId: 'nasilc-hq' })));

test('for today alone, and for a year at most', async () => {
  const today = { from: '2025-11-06', until: '2025-11-06' };
  await given()
    .when(delegateAuthority, { ...command, ...today }, { by })
    .thenFacts(fact(today));
  const year = { from: '2025-11-06', until: '2026-11-06' };
  await given()
    .when(delegateAuthority, { ...command, ...year }, { by })
    .thenFacts(fact(year));
  await given()
    .when(delegateAuthority, { ...command, ...year, until: '2026-11-07' }, { by })
    .thenRefused('NOT_A_PERIOD', { path: 'until' });
});

test('not backwards', () =>
  given()
    .when(delegateAuthority, { ...command, until: '2025-11-09' }, { by })
    .thenRefused('NOT_A_PERIOD', { path: 'until' }));

test('not from a day that has passed', () =>
  given()
    .when(delegateAuthority, { ...command, from: '2025-11-05' }, { by })
    .thenRefused('IN_THE_PAST', { path: 'from' }));

test('not for a reason that the agreement does not know', () =>
  given()
    .when(delegateAuthority, { ...command, reason: 'mood' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not to oneself', () =>
  given()
    .when(delegateAuthority, { ...command, delegateId: 'advisor-22' }, { by })
    .thenRefused('ONESELF', { path: 'delegateId' }));

test('not by a colleague', () =>
  given()
    .when(delegateAuthority, { ...command, delegatorId: 'advisor-22' }, { by: actor('iesc.intake') })
    .thenRefused('NOT_YOUR_OWN'));

test.each([
  ['another office', { org: 'iesc', officeId: 'iesc-23', role: 'iesc.advisor' }],
  ['the other organisation', { org: 'nasilc', officeId: 'nasilc-22', role: 'nasilc.pref_liaison' }],
])('not to somebody who is known to be of %s', (_, post) =>
  given(staffMember, memberIdOf('advisor-22-2'), MemberSignedIn({ userId: 'advisor-22-2', ...post }))
    .when(delegateAuthority, command, { by })
    .thenRefused('NOT_OF_THE_OFFICE', { path: 'delegateId' }),
);

test.each([
  ['another office', 'iesc.office_manager', 'iesc-23'],
  ['the other organisation', 'nasilc.pref_liaison', 'nasilc-23'],
  ['their own headquarters', 'iesc.hq_coordinator', 'iesc-hq'],
  ['the other headquarters', 'nasilc.hq_liaison', null],
] as const)('not by who looks after %s, where they do not work', (_, role, officeId) =>
  given(
    staffMember,
    memberIdOf('advisor-22'),
    MemberSignedIn({ userId: 'advisor-22', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' }),
  )
    .when(delegateAuthority, { ...command, delegatorId: 'advisor-22' }, { by: actor(role, officeId) })
    .thenRefused('NOT_OF_THE_OFFICE', { path: 'delegatorId' }),
);

test('by themselves at a post that nobody has taken note of yet', () =>
  given(
    staffMember,
    memberIdOf('advisor-22'),
    MemberSignedIn({ userId: 'advisor-22', org: 'iesc', officeId: 'iesc-23', role: 'iesc.advisor' }),
  )
    .when(delegateAuthority, { ...command, delegatorId: 'advisor-22' }, { by })
    .thenFacts(fact()));

test('said again, nothing is recorded', () => already.when(delegateAuthority, command, { by }).thenNothing());

test.each([
  ['a day of it', { from: '2025-11-14', until: '2025-11-20' }],
  ['all of it, by another', { delegateId: 'advisor-22-3' }],
])('not a second time for %s', (_, again) =>
  already
    .when(delegateAuthority, { ...command, ...again }, { by })
    .thenRefused('DELEGATED_ALREADY', { id: delegationId }),
);

test('for the days after it', () =>
  already
    .when(delegateAuthority, { ...command, from: '2025-11-15', until: '2025-11-20' }, { by })
    .thenFacts(fact({ from: '2025-11-15', until: '2025-11-20' })));

test('anew once it was revoked', () =>
  given(delegations, delegationsId, authorityDelegated, delegationEnded('revoked'))
    .when(delegateAuthority, command, { by })
    .thenFacts(fact()));

describe('to somebody who has delegated too', () => {
  const theirs = (own: object) =>
    given(
      delegations,
      delegationsIdOf('advisor-22-2', 'iesc-22'),
      AuthorityDelegated({ ...delegated, delegatorId: 'advisor-22-2', ...own }),
    );

  test('to the very one who would be away: not for the same days', () =>
    theirs({ delegateId: 'advisor-22' })
      .when(delegateAuthority, command, { by })
      .thenRefused('DELEGATION_IN_A_CIRCLE', { id: delegationId }));

  test.each([
    ['for other days', { delegateId: 'advisor-22', from: '2025-11-17', until: '2025-11-21' }],
    ['to a third', { delegateId: 'advisor-22-3' }],
  ])('%s: as ever', (_, own) => theirs(own).when(delegateAuthority, command, { by }).thenFacts(fact()));
});

test('not by a consultant, whose authority is nobody else’s', () =>
  given()
    .when(delegateAuthority, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));
