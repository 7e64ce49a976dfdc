import { CaseHeld, CaseResumed, NeedsAssessed } from '#events/support';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { recordAssessment } from './record-assessment.ts';
import { resumeCase } from './resume-case.ts';
import { caseId, closed, heldFor, until } from './support-case-story.fixture.ts';
import { openStages, supportCase } from './support-case.ts';

const command = { caseId, reason: 'season' };
const by = actor('iesc.advisor');

test.each(openStages)('one held when it was %s goes on there', (stage) =>
  given(supportCase, caseId, ...until[stage], heldFor('season'))
    .when(resumeCase, command, { by })
    .thenFacts(CaseResumed({ reason: 'season', stage })),
);

test('by itself too, when the day is over', () =>
  given(supportCase, caseId, ...until.assigned, heldFor('season'))
    .when(resumeCase, command, { by: actor('process') })
    .thenFacts(CaseResumed({ reason: 'season', stage: 'assigned' })));

test('as long as another reason holds it, it waits', async () => {
  const onHold = given(supportCase, caseId, ...until.assigned, heldFor('season'), heldFor('owner_request'));
  await onHold.when(resumeCase, command, { by }).thenFacts(CaseResumed({ reason: 'season', stage: 'on_hold' }));
  await onHold
    .and(supportCase, caseId, CaseResumed({ reason: 'season', stage: 'on_hold' }))
    .when(resumeCase, { caseId, reason: 'owner_request' }, { by })
    .thenFacts(CaseResumed({ reason: 'owner_request', stage: 'assigned' }));
});

test('what was done before the hold counts after it', () => {
  const { kind, summary } = exampleOf(NeedsAssessed).data;
  return given(supportCase, caseId, ...until.contacted, heldFor('season'))
    .and(supportCase, caseId, CaseResumed({ reason: 'season', stage: 'contacted' }))
    .when(recordAssessment, { caseId, kind, summary: String(summary), assessedOn: '2025-11-06' }, { by })
    .thenFacts(NeedsAssessed({ kind, summary, assessedOn: '2025-11-06' }));
});

test('the consent itself lets it go on, and nobody in its name', async () => {
  const onHold = given(
    supportCase,
    caseId,
    ...until.assigned,
    CaseHeld({ reason: 'consent', until: null, message: null }),
  );
  await onHold
    .when(resumeCase, { caseId, reason: 'consent' }, { by: actor('process') })
    .thenFacts(CaseResumed({ reason: 'consent', stage: 'assigned' }));
  await onHold
    .when(resumeCase, { caseId, reason: 'consent' }, { by })
    .thenRefused('CONSENT_DECIDES', { path: 'reason' });
});

test('not for a reason that does not hold it', () =>
  given(supportCase, caseId, ...until.assigned, heldFor('owner_request'))
    .when(resumeCase, command, { by })
    .thenRefused('NOT_HELD_FOR_IT'));

test.each([
  ['assigned', until.assigned],
  ['closed', closed],
])('not when it is %s', (stage, past) =>
  given(supportCase, caseId, ...past)
    .when(resumeCase, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: stage }),
);

test('not by intake', () =>
  given(supportCase, caseId, ...until.assigned, heldFor('season'))
    .when(resumeCase, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office', () =>
  given(supportCase, caseId, ...until.assigned, heldFor('season'))
    .when(resumeCase, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
