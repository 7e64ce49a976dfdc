import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { consultant, consultantIdOf } from './consultant.ts';
import { registerConsultant } from './register-consultant.ts';

const command = {
  userId: 'consultant-22-1',
  registrationNumber: '22180042',
  name: '大石 美咲',
  kana: 'オオイシ ミサキ',
  practice: 'own_office',
};
const consultantId = consultantIdOf(command.userId);
const by = actor('nasilc.pref_liaison');
const entered = { ...command, associationId: 'nasilc-22' };
const registered = exampleOf(ConsultantRegistered);

test('an association enters one of its members, under the id that the sign-in gives them', async () => {
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

test('not over another association’s entry, of which the caller learns nothing', () =>
  given(consultant, consultantId, registered)
    .when(registerConsultant, command, { by: actor('nasilc.pref_liaison', 'nasilc-23') })
    .thenRefused('NOT_FOUND'));

test('not by the consultant', () =>
  given()
    .when(registerConsultant, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));
