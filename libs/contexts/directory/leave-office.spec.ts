import { MemberLeftOffice, MemberSignedIn } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { leaveOffice } from './leave-office.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const userId = 'advisor-22';
const memberId = memberIdOf(userId);
const command = { memberId, officeId: 'iesc-22' };
const by = actor('iesc.office_manager');
const seen = MemberSignedIn({ userId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' });
const elsewhere = MemberSignedIn({ userId, org: 'iesc', officeId: 'iesc-23', role: 'iesc.advisor' });
const left = MemberLeftOffice({ userId, officeId: 'iesc-22' });
const known = given(staffMember, memberId, seen, elsewhere);

test.each([
  ['its manager', by],
  ['headquarters', actor('iesc.hq_coordinator', 'iesc-hq')],
])('%s says that somebody works at an office no longer', (_, keeper) =>
  known.when(leaveOffice, command, { by: keeper }).thenFacts(left),
);

test('once', () =>
  given(staffMember, memberId, seen, elsewhere, left)
    .when(leaveOffice, command, { by: actor('iesc.hq_coordinator', 'iesc-hq') })
    .thenRefused('NOT_OF_THE_OFFICE'));

test('not of an office that is not theirs', () =>
  known.when(leaveOffice, { ...command, officeId: 'iesc-23' }, { by }).thenRefused('NOT_FOUND'));

test('not by another office, nor of somebody nobody has seen', async () => {
  await given(staffMember, memberId, seen)
    .when(leaveOffice, command, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND');
  await given().when(leaveOffice, command, { by }).thenRefused('NOT_FOUND');
});

test('not by a colleague', () =>
  known.when(leaveOffice, command, { by: actor('iesc.advisor') }).thenRefused('ROLE_NOT_ALLOWED'));
