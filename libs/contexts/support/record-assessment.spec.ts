import { NeedsAssessed } from '#events/support';
import { actor, given } from '#contexts/testing';
import { assigned, caseId, contacted } from './support-case-story.fixture.ts';
import { recordAssessment } from './record-assessment.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const command = { caseId, kind: 'secondment_out', summary: 'CNCオペレーター3名', assessedOn: '2025-11-06' };

test('the assessment settles the kind of support', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordAssessment, command, { by })
    .thenFacts(NeedsAssessed({ kind: 'secondment_out', summary: 'CNCオペレーター3名', assessedOn: '2025-11-06' })));

test('today is the day in Tokyo', () =>
  given(supportCase, caseId, ...contacted)
    .at('2025-11-06T15:00:00.000Z')
    .when(recordAssessment, { ...command, assessedOn: '2025-11-07' }, { by })
    .thenFacts(NeedsAssessed({ kind: 'secondment_out', summary: 'CNCオペレーター3名', assessedOn: '2025-11-07' })));

test('not on a day to come', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordAssessment, { ...command, assessedOn: '2025-11-07' }, { by })
    .thenRefused('IN_THE_FUTURE', { path: 'assessedOn' }));

test('not of a kind the agreement does not know', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordAssessment, { ...command, kind: 'magic' }, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'kind' }));

test('not before first contact', () =>
  given(supportCase, caseId, ...assigned)
    .when(recordAssessment, command, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'assigned',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordFirstContact', 'RecordNotEstablished'],
    }));

test('not by intake', () =>
  given(supportCase, caseId, ...contacted)
    .when(recordAssessment, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
