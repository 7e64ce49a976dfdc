import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { consultant, consultantIdOf } from './consultant.ts';
import { verifyRegistration } from './verify-registration.ts';

const consultantId = consultantIdOf('consultant-22-1', 'nasilc-22');
const command = { consultantId };
const by = actor('nasilc.pref_liaison');
const applied = given(consultant, consultantId, exampleOf(ConsultantRegistered));

test('a registration is verified on the day it is in Tokyo', async () => {
  await applied.when(verifyRegistration, command, { by }).thenFacts(ConsultantVerified({ verifiedOn: '2025-11-06' }));
  await applied
    .at('2025-11-06T15:00:00.000Z')
    .when(verifyRegistration, command, { by })
    .thenFacts(ConsultantVerified({ verifiedOn: '2025-11-07' }));
});

test('not twice', () =>
  given(consultant, consultantId, exampleOf(ConsultantRegistered), exampleOf(ConsultantVerified))
    .when(verifyRegistration, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'active' }));

test('not one that does not exist', () => given().when(verifyRegistration, command, { by }).thenRefused('NOT_FOUND'));

test('not by another association, for which there is no such entry', () =>
  applied
    .when(verifyRegistration, command, { by: actor('nasilc.pref_liaison', 'nasilc-23') })
    .thenRefused('NOT_FOUND'));

test('not by the consultant', () =>
  applied
    .when(verifyRegistration, command, { by: actor('nasilc.consultant', 'nasilc-22', 'consultant-22-1') })
    .thenRefused('ROLE_NOT_ALLOWED'));
