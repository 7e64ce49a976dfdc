import { CaseClosed, CaseNotEstablished, PlacementEstablished, SupportRequested } from '#events/support';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { assessed, assigned, caseId, heldFor } from './support-case-story.fixture.ts';
import { closeCase } from './close-case.ts';
import { supportCase } from './support-case.ts';

const by = actor('iesc.advisor');
const { referralId } = exampleOf(SupportRequested).data;
const placed = exampleOf(PlacementEstablished);
const notEstablished = (reason: string) => CaseNotEstablished({ reason, message: '不成立' });

test('a case with a placement is closed as established; its referral is named, so that the referrer is told', () =>
  given(supportCase, caseId, ...assessed, placed)
    .when(closeCase, { caseId }, { by })
    .thenFacts(CaseClosed({ outcome: 'established', referralId })));

test.each([
  ['no_counterpart', 'not_established'],
  ['terms', 'not_established'],
  ['worker_declined', 'not_established'],
  ['host_declined', 'not_established'],
  ['economic_change', 'not_established'],
  ['owner_declined', 'owner_declined'],
  ['no_contact', 'no_contact'],
])('a case that came to nothing for %s is closed as %s', (reason, outcome) =>
  given(supportCase, caseId, ...assessed, notEstablished(reason))
    .when(closeCase, { caseId }, { by })
    .thenFacts(CaseClosed({ outcome, referralId })),
);

test('a case without a referral names none', () =>
  given(
    supportCase,
    caseId,
    SupportRequested({ ...exampleOf(SupportRequested).data, referralId: null }),
    ...assigned.slice(1),
    notEstablished('terms'),
  )
    .when(closeCase, { caseId }, { by })
    .thenFacts(CaseClosed({ outcome: 'not_established', referralId: null })));

test('not while it is open', () =>
  given(supportCase, caseId, ...assessed)
    .when(closeCase, { caseId }, { by })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'assessed',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordPlacement', 'RecordNotEstablished'],
    }));

test('only once', () =>
  given(supportCase, caseId, ...assessed, placed, CaseClosed({ outcome: 'established', referralId }))
    .when(closeCase, { caseId }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'closed', availableActions: [] }));

test('not by a consultant', () =>
  given(supportCase, caseId, ...assessed, placed)
    .when(closeCase, { caseId }, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('one that is held is closed all the same, once it is known what came of it', async () => {
  await given(supportCase, caseId, ...assessed, placed, heldFor('consent'))
    .when(closeCase, { caseId }, { by })
    .thenFacts(CaseClosed({ outcome: 'established', referralId }));
  await given(supportCase, caseId, ...assessed, heldFor('consent'), notEstablished('owner_declined'))
    .when(closeCase, { caseId }, { by })
    .thenFacts(CaseClosed({ outcome: 'owner_declined', referralId }));
  await given(supportCase, caseId, ...assessed, heldFor('consent'))
    .when(closeCase, { caseId }, { by })
    .thenRefused('STILL_OPEN');
});
