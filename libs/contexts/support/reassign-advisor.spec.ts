import { memberIdOf, staffMember } from '#contexts/directory';
import { MemberSignedIn } from '#events/directory';
import { AdvisorReassigned } from '#events/support';
import { actor, given } from '#contexts/testing';
import { reassignAdvisor } from './reassign-advisor.ts';
import { caseId, closed, heldFor, until } from './support-case-story.fixture.ts';
import { supportCase } from './support-case.ts';

const command = { caseId, advisorId: 'iesc-advisor-2', reason: 'absence', message: '長期休暇のため' };
const by = actor('iesc.office_manager');
const reassigned = AdvisorReassigned({
  advisorId: 'iesc-advisor-2',
  before: 'iesc-advisor-1',
  reason: 'absence',
  message: '長期休暇のため',
});

test.each(['assigned', 'contacted', 'assessed', 'established', 'not_established'] as const)(
  'a case that is %s is given to another advisor',
  async (stage) => {
    const [event] = await given(supportCase, caseId, ...until[stage])
      .when(reassignAdvisor, command, { by })
      .thenFacts(reassigned);
    expect(event!.metadata).toMatchObject({ reasonCode: 'absence' });
  },
);

test('one on hold too', () =>
  given(supportCase, caseId, ...until.assigned, heldFor('season'))
    .when(reassignAdvisor, command, { by: actor('iesc.intake') })
    .thenFacts(reassigned));

test('a message is not needed', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(reassignAdvisor, { caseId, advisorId: 'iesc-advisor-2', reason: 'workload' }, { by })
    .thenFacts(AdvisorReassigned({ ...reassigned.data, reason: 'workload', message: null })));

test('the advisor who has it is not assigned again', async () => {
  await given(supportCase, caseId, ...until.assigned)
    .when(reassignAdvisor, { ...command, advisorId: 'iesc-advisor-1' }, { by })
    .thenNothing();
  await given(supportCase, caseId, ...until.assigned, heldFor('season'), reassigned)
    .when(reassignAdvisor, command, { by })
    .thenNothing();
});

test('not for a reason the agreement does not know', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(reassignAdvisor, { ...command, reason: 'weather' }, { by })
    .thenRefused('UNKNOWN_REASON', { path: 'reason' }));

test('not one that nobody has yet', async () => {
  await given(supportCase, caseId, ...until.requested)
    .when(reassignAdvisor, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'requested', availableActions: ['AssignAdvisor', 'HoldCase'] });
  await given(supportCase, caseId, ...until.requested, heldFor('season'))
    .when(reassignAdvisor, command, { by })
    .thenRefused('NO_ADVISOR');
});

test('not once it is closed', () =>
  given(supportCase, caseId, ...closed)
    .when(reassignAdvisor, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'closed', availableActions: [] }));

test('not by an advisor', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(reassignAdvisor, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('not by another office', () =>
  given(supportCase, caseId, ...until.assigned)
    .when(reassignAdvisor, command, { by: actor('iesc.intake', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

describe('an advisor who is known of the sign-ins', () => {
  const userId = 'iesc-advisor-2';
  const seen = { userId, org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' };
  const whose = (role: string, officeId: string) =>
    given(supportCase, caseId, ...until.assigned).and(
      staffMember,
      memberIdOf(userId),
      MemberSignedIn({ ...seen, role, officeId }),
    );

  test('at the office is given the case', () =>
    whose('iesc.advisor', 'iesc-22').when(reassignAdvisor, command, { by }).thenFacts(reassigned));

  test.each([
    ['of another office', 'iesc.advisor', 'iesc-23'],
    ['in a role that advises nobody', 'iesc.intake', 'iesc-22'],
  ])('%s is not', (_, role, officeId) =>
    whose(role, officeId)
      .when(reassignAdvisor, command, { by })
      .thenRefused('NOT_OF_THE_OFFICE', { path: 'advisorId' }),
  );
});
