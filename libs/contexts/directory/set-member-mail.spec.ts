import { MemberMailSet, MemberSignedIn } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { setMemberMail } from './set-member-mail.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const userId = 'advisor-22';
const memberId = memberIdOf(userId);
const command = { memberId, mail: 'advisor-22@example.jp' };
const set = MemberMailSet({ userId, mail: 'advisor-22@example.jp' });
const gone = MemberMailSet({ userId, mail: null });
const seen = MemberSignedIn({ userId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' });
const known = given(staffMember, memberId, seen);
const self = actor('iesc.advisor', 'iesc-22', userId);

test.each([
  ['the member', self],
  ['the manager of their office', actor('iesc.office_manager')],
  ['their headquarters', actor('iesc.hq_coordinator', 'iesc-hq')],
])('%s says where mail reaches them', async (_, by) => {
  const [event] = await known.when(setMemberMail, command, { by }).thenFacts(set);
  expect(event!.data).toMatchObject({ mail: { subjectId: `member-${memberId}` } });
});

test('and that it reaches them nowhere any more', async () => {
  await given(staffMember, memberId, seen, set).when(setMemberMail, { memberId }, { by: self }).thenFacts(gone);
  await given(staffMember, memberId, seen, set, gone).when(setMemberMail, { memberId }, { by: self }).thenNothing();
});

test('not a colleague of the same office', () =>
  known.when(setMemberMail, command, { by: actor('iesc.intake') }).thenRefused('NOT_YOUR_OWN'));

test('not the other organisation’s headquarters', () =>
  known.when(setMemberMail, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') }).thenRefused('NOT_YOUR_OWN'));

test('to another office there is no such member', () =>
  known.when(setMemberMail, command, { by: actor('iesc.office_manager', 'iesc-23') }).thenRefused('NOT_FOUND'));

test('not of somebody nobody has seen', () =>
  given().when(setMemberMail, command, { by: self }).thenRefused('NOT_FOUND'));

test('not who runs the service', () =>
  known.when(setMemberMail, command, { by: actor('system_admin') }).thenRefused('ROLE_NOT_ALLOWED'));
