import { CaseHeld } from '#events/support';
import { actor, given } from '#contexts/testing';
import { holdCase } from './hold-case.ts';
import { caseId, closed, heldFor, until } from './support-case-story.fixture.ts';
import { openStages, supportCase } from './support-case.ts';

const command = { caseId, reason: 'season', until: '2025-12-26', message: '繁忙期が明けてから' };
const by = actor('iesc.advisor');
const held = CaseHeld({ reason: 'season', until: '2025-12-26', message: '繁忙期が明けてから' });

test.each(openStages)('a case that is %s is put on hold', async (stage) => {
  const [event] = await given(supportCase, caseId, ...until[stage])
    .when(holdCase, command, { by })
    .thenFacts(held);
  expect(event!.metadata).toMatchObject({ reasonCode: 'season' });
});

test('neither a last day nor a message is needed', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, { caseId, reason: 'owner_request' }, { by: actor('iesc.office_manager') })
    .thenFacts(CaseHeld({ reason: 'owner_request', until: null, message: null })));

test('several reasons may hold it at once, each once', async () => {
  const onHold = given(supportCase, caseId, ...until.assigned, heldFor('owner_request'));
  await onHold.when(holdCase, command, { by }).thenFacts(held);
  await onHold.when(holdCase, { caseId, reason: 'owner_request' }, { by }).thenNothing();
});

test('the consent itself holds it, and nobody in its name', async () => {
  const open = given(supportCase, caseId, ...until.assigned);
  await open
    .when(holdCase, { caseId, reason: 'consent' }, { by: actor('process') })
    .thenFacts(CaseHeld({ reason: 'consent', until: null, message: null }));
  await open.when(holdCase, { caseId, reason: 'consent' }, { by }).thenRefused('CONSENT_DECIDES', { path: 'reason' });
});

test('it may be held for this day', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, { caseId, reason: 'season', until: '2025-11-06' }, { by })
    .thenFacts(CaseHeld({ reason: 'season', until: '2025-11-06', message: null })));

test('not until a day that is past', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, { ...command, until: '2025-11-05' }, { by })
    .thenRefused('HELD_INTO_THE_PAST', { path: 'until' }));

test('not for a reason the agreement does not know', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not once it is closed', () =>
  given(supportCase, caseId, ...closed)
    .when(holdCase, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'closed', availableActions: [] }));

test('not by intake', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, command, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such case', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(holdCase, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));
