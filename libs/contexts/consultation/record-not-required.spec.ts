import { GrantConsultationOpened, RecommendationNotRequired } from '#events/consultation';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { grantConsultation } from './grant-consultation.ts';
import { recordNotRequired } from './record-not-required.ts';

const consultationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('iesc.office_manager');
const opened = given(grantConsultation, consultationId, exampleOf(GrantConsultationOpened));

test('an office decides that no consultant is required', () =>
  opened.when(recordNotRequired, { consultationId }, { by }).thenFacts(RecommendationNotRequired({ note: null })));

test('with a note of the office', () =>
  opened
    .when(recordNotRequired, { consultationId, note: '電話で確認' }, { by })
    .thenFacts(RecommendationNotRequired({ note: '電話で確認' })));

test('not a second time', () =>
  given(grantConsultation, consultationId, exampleOf(GrantConsultationOpened), exampleOf(RecommendationNotRequired))
    .when(recordNotRequired, { consultationId }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'not_required', availableActions: [] }));

test('not by another office, for which there is no such consultation', () =>
  opened
    .when(recordNotRequired, { consultationId }, { by: actor('iesc.office_manager', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('not by an association', () =>
  opened
    .when(recordNotRequired, { consultationId }, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
