import { memberIdOf, staffMember } from '#contexts/directory';
import { MemberLeftOffice, MemberSignedIn } from '#events/directory';
import { AdvisorAssigned } from '#events/support';
import { actor, given } from '#contexts/testing';
import type { Fact } from '#platform/event-schema';
import { assignAdvisor } from './assign-advisor.ts';
import { caseId, contacted, heldFor, requested, until } from './support-case-story.fixture.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { supportCase } from './support-case.ts';

const command = { caseId, advisorId: 'iesc-advisor-2' };
const by = actor('iesc.intake');

test('a case is given to an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(assignAdvisor, command, { by })
    .thenFacts(AdvisorAssigned({ advisorId: 'iesc-advisor-2' })));

test.each(['assigned', 'contacted', 'assessed', 'established', 'not_established'] as const)(
  'not one that is %s: it has one',
  (stage) =>
    given(supportCase, caseId, ...until[stage])
      .when(assignAdvisor, command, { by })
      .thenRefused('NOT_ALLOWED', {
        currentStage: stage,
        availableActions: ['ReassignAdvisor'],
      }),
);

test('a change of the advisor leaves the case where it is', () =>
  given(supportCase, caseId, ...contacted, AdvisorAssigned({ advisorId: 'iesc-advisor-2' }))
    .when(recordFirstContact, { caseId, channel: 'phone' }, { by: actor('iesc.advisor') })
    .thenRefused('NOT_ALLOWED', {
      currentStage: 'contacted',
      availableActions: ['HoldCase', 'RecordContactAttempt', 'RecordAssessment', 'RecordNotEstablished'],
    }));

test('not on an old picture', () =>
  given(supportCase, caseId, ...requested, heldFor('season'))
    .when(assignAdvisor, command, { by, expectedRevision: 0 })
    .thenRefused('STALE_REVISION', { currentRevision: 1 }));

test('not by an advisor', () =>
  given(supportCase, caseId, ...requested)
    .when(assignAdvisor, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office, for which there is no such case', () =>
  given(supportCase, caseId, ...requested)
    .when(assignAdvisor, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

describe('an advisor who is known of the sign-ins', () => {
  const userId = 'iesc-advisor-2';
  const seen = { userId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
  const whose = (...facts: readonly Fact[]) =>
    given(supportCase, caseId, ...requested).and(staffMember, memberIdOf(userId), ...facts);

  test.each(['iesc.advisor', 'iesc.office_manager'])('at the office as %s is given the case', (role) =>
    whose(MemberSignedIn({ ...seen, role }))
      .when(assignAdvisor, command, { by })
      .thenFacts(AdvisorAssigned({ advisorId: userId })),
  );

  test.each([
    ['of another office', [MemberSignedIn({ ...seen, officeId: 'iesc-23' })]],
    ['in a role that advises nobody', [MemberSignedIn({ ...seen, role: 'iesc.intake' })]],
    ['of the other organisation', [MemberSignedIn({ ...seen, org: 'nasilc', officeId: 'nasilc-22', role: 'x' })]],
    ['who has left', [MemberSignedIn(seen), MemberLeftOffice({ userId, officeId: 'iesc-22' })]],
  ])('%s is not', (_, facts) =>
    whose(...facts)
      .when(assignAdvisor, command, { by })
      .thenRefused('NOT_OF_THE_OFFICE', { path: 'advisorId' }),
  );
});
