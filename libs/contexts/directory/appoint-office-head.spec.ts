import { MemberSignedIn, OfficeHeadAppointed } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { appointOfficeHead } from './appoint-office-head.ts';
import { office, officeStreamIdOf } from './office.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const id = officeStreamIdOf('iesc-22');
const by = actor('iesc.hq_coordinator', 'iesc-hq');
const command = { officeId: 'iesc-22', userId: 'iesc-manager-22-1' };
const appointed = OfficeHeadAppointed(command);

test('headquarters say who is head of one of their offices', () =>
  given().when(appointOfficeHead, command, { by }).thenFacts(appointed));

test('another one takes their place', () =>
  given(office, id, appointed)
    .when(appointOfficeHead, { ...command, userId: 'iesc-manager-22-2' }, { by })
    .thenFacts(OfficeHeadAppointed({ ...command, userId: 'iesc-manager-22-2' })));

test('who is head already is not appointed again', () =>
  given(office, id, appointed).when(appointOfficeHead, command, { by }).thenNothing());

test('not of an office of the other organisation', () =>
  given()
    .when(appointOfficeHead, command, { by: actor('nasilc.hq_liaison', 'nasilc-hq') })
    .thenRefused('NOT_FOUND'));

test('not by the office itself', () =>
  given()
    .when(appointOfficeHead, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not of who is known to work elsewhere; at the office in whatever role', async () => {
  const { userId } = command;
  const seenAt = (officeId: string) =>
    given().and(
      staffMember,
      memberIdOf(userId),
      MemberSignedIn({ userId, org: 'iesc', officeId, role: 'iesc.intake' }),
    );
  await seenAt('iesc-23').when(appointOfficeHead, command, { by }).thenRefused('NOT_OF_THE_OFFICE', { path: 'userId' });
  await seenAt('iesc-22').when(appointOfficeHead, command, { by }).thenFacts(appointed);
});
