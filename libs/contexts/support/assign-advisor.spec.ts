import { AdvisorAssigned, CaseNotEstablished } from '#events/support';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { assignAdvisor } from './assign-advisor.ts';
import { assessed, assigned, caseId, contacted, requested } from './support-case-story.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { supportCase } from './support-case.ts';

const command = { caseId, advisorId: 'iesc-advisor-2' };
const by = actor('iesc.intake');

test.each([
  ['requested', requested],
  ['assigned', assigned],
  ['contacted', contacted],
  ['assessed', assessed],
])('a case that is %s is given to an advisor', (_, past) =>
  given(supportCase, caseId, ...past)
    .when(assignAdvisor, command, { by })
    .thenFacts(AdvisorAssigned({ advisorId: 'iesc-advisor-2' })),
);

test('the advisor who has it is not assigned again', () =>
  given(supportCase, caseId, ...contacted)
    .when(assignAdvisor, { caseId, advisorId: 'iesc-advisor-1' }, { by })
    .thenNothing());

test('a change of the advisor leaves the case where it is', () =>
  given(supportCase, caseId, ...contacted, AdvisorAssigned({ advisorId: 'iesc-advisor-2' }))
    .when(recordFirstContact, { caseId, channel: 'phone' }, { by: actor('iesc.advisor') })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'contacted',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordAssessment', 'RecordNotEstablished'],
    }));

test('not on an old picture', () =>
  given(supportCase, caseId, ...contacted)
    .when(assignAdvisor, command, { by, expectedRevision: 1 })
    .thenRefused('STALE_REVISION', { currentRevision: 2 }));

test('not once nothing came of it', () =>
  given(supportCase, caseId, ...contacted, exampleOf(CaseNotEstablished))
    .when(assignAdvisor, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'not_established', availableActions: ['ReassignAdvisor'] }));

test('not by an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(assignAdvisor, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such case', () =>
  given(supportCase, caseId, ...requested)
    .when(assignAdvisor, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
