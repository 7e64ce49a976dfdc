import { MemberLeftOffice, MemberSignedIn } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { recordSignIn } from './record-sign-in.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const seen = { userId: 'advisor-22', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
const memberId = memberIdOf('advisor-22');
const by = actor('process', null);

test('who signs in is a member from then on', async () => {
  const [event] = await given().when(recordSignIn, seen, { by }).thenFacts(MemberSignedIn(seen));
  expect(event!.stream).toBe(`member-${memberId}`);
});

test('once', () => given(staffMember, memberId, MemberSignedIn(seen)).when(recordSignIn, seen, { by }).thenNothing());

test.each([
  ['in another role', { ...seen, role: 'iesc.office_manager' }],
  ['at another office', { ...seen, officeId: 'iesc-23' }],
])('%s it is something new', (_, elsewhere) =>
  given(staffMember, memberId, MemberSignedIn(seen))
    .when(recordSignIn, elsewhere, { by })
    .thenFacts(MemberSignedIn(elsewhere)),
);

test('again after they had left', () =>
  given(staffMember, memberId, MemberSignedIn(seen), exampleOf(MemberLeftOffice))
    .when(recordSignIn, seen, { by })
    .thenFacts(MemberSignedIn(seen)));

test('by nobody who signs in', () =>
  given()
    .when(recordSignIn, seen, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));
