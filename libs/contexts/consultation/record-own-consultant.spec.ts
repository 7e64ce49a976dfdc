import { GrantConsultationOpened, OwnConsultantRecorded } from '#events/consultation';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { grantConsultation } from './grant-consultation.ts';
import { recordOwnConsultant } from './record-own-consultant.ts';

const consultationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('iesc.office_manager');
const opened = given(grantConsultation, consultationId, exampleOf(GrantConsultationOpened));

test('the owner has a consultant of their own', () =>
  opened.when(recordOwnConsultant, { consultationId }, { by }).thenFacts(OwnConsultantRecorded({ note: null })));

test('with a note of the office', () =>
  opened
    .when(recordOwnConsultant, { consultationId, note: '電話で確認' }, { by })
    .thenFacts(OwnConsultantRecorded({ note: '電話で確認' })));

test('not a second time', () =>
  given(grantConsultation, consultationId, exampleOf(GrantConsultationOpened), exampleOf(OwnConsultantRecorded))
    .when(recordOwnConsultant, { consultationId }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'has_own_consultant', availableActions: [] }));

test('not by another office, for which there is no such consultation', () =>
  opened
    .when(recordOwnConsultant, { consultationId }, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('not by an association', () =>
  opened
    .when(recordOwnConsultant, { consultationId }, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
