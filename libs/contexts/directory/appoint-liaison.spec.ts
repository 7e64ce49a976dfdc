import { LiaisonAppointed, LiaisonRelieved, MemberSignedIn } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { appointLiaison } from './appoint-liaison.ts';
import { office, officeStreamIdOf } from './office.ts';
import { relieveLiaison } from './relieve-liaison.ts';
import { memberIdOf, staffMember } from './staff-member.ts';

const id = officeStreamIdOf('iesc-22');
const by = actor('iesc.office_manager');
const command = { officeId: 'iesc-22', userId: 'iesc-intake-22-1' };
const appointed = LiaisonAppointed(command);
const relieved = LiaisonRelieved(command);
const others = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => LiaisonAppointed({ ...command, userId: `iesc-advisor-22-${n}` }));

describe('appointing a liaison', () => {
  test('an office names its own', () => given().when(appointLiaison, command, { by }).thenFacts(appointed));

  test('and a tenth beside nine others', () =>
    given(office, id, ...others)
      .when(appointLiaison, command, { by })
      .thenFacts(appointed));

  test('not an eleventh', () =>
    given(office, id, ...others, appointed)
      .when(appointLiaison, { ...command, userId: 'iesc-intake-22-2' }, { by })
      .thenRefused('TOO_MANY_LIAISONS'));

  test('once', () => given(office, id, appointed).when(appointLiaison, command, { by }).thenNothing());

  test('again after they were relieved', () =>
    given(office, id, appointed, relieved).when(appointLiaison, command, { by }).thenFacts(appointed));

  test('not who is known to work elsewhere', async () => {
    const { userId } = command;
    const seenAt = (officeId: string) =>
      given().and(
        staffMember,
        memberIdOf(userId),
        MemberSignedIn({ userId, org: 'iesc', officeId, role: 'iesc.intake' }),
      );
    await seenAt('iesc-23').when(appointLiaison, command, { by }).thenRefused('NOT_OF_THE_OFFICE', { path: 'userId' });
    await seenAt('iesc-22').when(appointLiaison, command, { by }).thenFacts(appointed);
  });

  test('not for another office', () =>
    given()
      .when(appointLiaison, command, { by: actor('iesc.office_manager', 'iesc-23') })
      .thenRefused('NOT_FOUND'));

  test('not by intake', () =>
    given()
      .when(appointLiaison, command, { by: actor('iesc.intake') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});

describe('relieving one', () => {
  test('an office relieves its own', () =>
    given(office, id, appointed).when(relieveLiaison, command, { by }).thenFacts(relieved));

  test.each([
    ['never was', given()],
    ['is no longer', given(office, id, appointed, relieved)],
  ])('not who %s its liaison', (_, past) => past.when(relieveLiaison, command, { by }).thenRefused('NOT_A_LIAISON'));

  test('not of another office', () =>
    given(office, id, appointed)
      .when(relieveLiaison, command, { by: actor('iesc.office_manager', 'iesc-23') })
      .thenRefused('NOT_FOUND'));

  test('not by intake', () =>
    given(office, id, appointed)
      .when(relieveLiaison, command, { by: actor('iesc.intake') })
      .thenRefused('ROLE_NOT_ALLOWED'));
});
