import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { ServiceRecommended } from '#events/recommendation';
import { consultant, consultantIdOf, earlierConsultantIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { recommendService } from './recommend-service.ts';
import { recommendation, recommendationIdOf } from './recommendation.ts';

const by = actor('nasilc.consultant');
const consultantId = consultantIdOf(by.userId, 'nasilc-22');
const registered = ConsultantRegistered({ ...exampleOf(ConsultantRegistered).data, userId: by.userId });
const verified = ConsultantVerified({ verifiedOn: '2025-10-27' });
const active = given(consultant, consultantId, registered, verified);
const command = { circumstances: ['TEMPORARY_OVERSTAFFING', 'OTHER'], prefecture: '22' };
/** Derived from the command's id, so from the caller and the key of the spec. */
const code = 'RVY5HMPD-1';
const recommended = ServiceRecommended({
  code,
  circumstances: ['TEMPORARY_OVERSTAFFING', 'OTHER'],
  prefecture: '22',
  recommendedBy: by.userId,
  associationId: 'nasilc-22',
});

test('a consultant recommends the service, and the recommendation is found by its code', async () => {
  const [recorded] = await active.when(recommendService, command, { by }).thenFacts(recommended);
  expect(recorded!.stream).toBe(`recommendation-${recommendationIdOf(code)}`);
  expect(recorded!.metadata.prefecture).toBe('22');
});

test('another command has another code', async () => {
  const commandId = '0b6c1d9e-43a1-4c57-9b1f-0000000000bb';
  const [recorded] = await active
    .when(recommendService, command, { by, commandId })
    .thenFacts(ServiceRecommended({ ...recommended.data, code: 'GECZ0122-Q' }));
  expect(recorded!.stream).toBe(`recommendation-${recommendationIdOf('GECZ0122-Q')}`);
});

test.each([{ prefecture: null }, { prefecture: undefined }])('where the client is need not be said (%o)', (unsaid) =>
  active
    .when(recommendService, { ...command, ...unsaid }, { by })
    .thenFacts(ServiceRecommended({ ...recommended.data, prefecture: null })),
);

test('not before the registration was verified', () =>
  given(consultant, consultantId, registered)
    .when(recommendService, command, { by })
    .thenRefused('CONSULTANT_NOT_ACTIVE'));

test('by who stands in the directory from when the sign-in was the key', () =>
  given(consultant, earlierConsultantIdOf(by.userId), registered, verified)
    .when(recommendService, command, { by })
    .thenFacts(recommended));

test.each([
  ['', consultantIdOf(by.userId, 'nasilc-13')],
  [' from when the sign-in was the key', earlierConsultantIdOf(by.userId)],
])('not by whom only another association has in its directory%s', (_, entryId) =>
  given(consultant, entryId, ConsultantRegistered({ ...registered.data, associationId: 'nasilc-13' }), verified)
    .when(recommendService, command, { by })
    .thenRefused('CONSULTANT_NOT_ACTIVE'),
);

test('not by somebody who is in no directory', () =>
  given().when(recommendService, command, { by }).thenRefused('CONSULTANT_NOT_ACTIVE'));

test('not for a circumstance the agreement does not know', () =>
  active
    .when(recommendService, { ...command, circumstances: ['LAYOFF', 'WEATHER'] }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'circumstances[1]' }));

test('not under a code that is taken already, whoever took it', () =>
  active
    .and(
      recommendation,
      recommendationIdOf(code)!,
      ServiceRecommended({ ...recommended.data, recommendedBy: 'another', associationId: 'nasilc-13' }),
    )
    .when(recommendService, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'recommended', availableActions: [] }));

test('not by the association', () =>
  active.when(recommendService, command, { by: actor('nasilc.pref_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));
