import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { consultant, consultantIdOf, earlierConsultantIdOf } from './consultant.ts';
import { registerConsultant } from './register-consultant.ts';

const command = {
  userId: 'consultant-22-1',
  registrationNumber: '22180042',
  name: '大石 美咲',
  kana: 'オオイシ ミサキ',
  practice: 'own_office',
};
const consultantId = consultantIdOf(command.userId, 'nasilc-22');
const by = actor('nasilc.pref_liaison');
const entered = { ...command, associationId: 'nasilc-22' };
const registered = exampleOf(ConsultantRegistered);

test('an association enters one of its members, under the id that the sign-in gives them there', async () => {
  const [event] = await given().when(registerConsultant, command, { by }).thenFacts(ConsultantRegistered(entered));
  expect(event).toMatchObject({
    stream: `consultant-${consultantId}`,
    metadata: { $correlationId: consultantId, commandDigest: { subjectId: `consultant-${consultantId}` } },
  });
});

test('a reading is not needed', () => {
  const { kana: _, ...withoutKana } = command;
  return given()
    .when(registerConsultant, withoutKana, { by })
    .thenFacts(ConsultantRegistered({ ...entered, kana: null }));
});

test.each([
  ['applied', [registered]],
  ['active', [registered, exampleOf(ConsultantVerified)]],
])('not twice: the entry stands at stage %s', (_, past) =>
  given(consultant, consultantId, ...past)
    .when(registerConsultant, command, { by })
    .thenRefused('ALREADY_REGISTERED', { id: consultantId }),
);

test('not twice either where the entry is from when the sign-in alone was the key', () =>
  given(consultant, earlierConsultantIdOf(command.userId), registered)
    .when(registerConsultant, command, { by })
    .thenRefused('ALREADY_REGISTERED', { id: earlierConsultantIdOf(command.userId) }));

test.each([
  ['an entry', consultantId],
  ['one of those from before', earlierConsultantIdOf(command.userId)],
])('%s of another association, of which the caller learns nothing, is in nobody’s way', async (_, theirs) => {
  const [event] = await given(consultant, theirs, registered)
    .when(registerConsultant, command, { by: actor('nasilc.pref_liaison', 'nasilc-23') })
    .thenFacts(ConsultantRegistered({ ...entered, associationId: 'nasilc-23' }));
  expect(event!.stream).toBe(`consultant-${consultantIdOf(command.userId, 'nasilc-23')}`);
});

test('not by the consultant', () =>
  given()
    .when(registerConsultant, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));
