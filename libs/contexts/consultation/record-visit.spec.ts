import { ClientRegistered } from '#events/client';
import { GrantQuestionRaised, VisitConducted } from '#events/consultation';
import { SupportRequested } from '#events/support';
import { client } from '#contexts/client';
import { supportCase } from '#contexts/support';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { recordVisit } from './record-visit.ts';
import { siteVisit } from './site-visit.ts';

const visitId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const clientId = '0b6c1d9e-43a1-4c57-9b1f-0000000000bb';
const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000cc';
const by = actor('iesc.advisor');
const command = { visitId, clientId, visitedOn: '2025-11-06', notes: '3名の出向を希望' };
const visited = {
  clientId,
  caseId: null,
  officeId: 'iesc-22',
  prefecture: '22',
  advisorId: 'iesc-advisor-1',
  visitedOn: '2025-11-06',
  participants: null,
  notes: '3名の出向を希望',
};

const registered = given(client, clientId, exampleOf(ClientRegistered));
const requested = exampleOf(SupportRequested);
const withCase = (of: string, officeId = 'iesc-22') =>
  registered.and(supportCase, caseId, SupportRequested({ ...requested.data, clientId: of, officeId }));

test('a visit begins a family of its own where it belongs to no case', async () => {
  const [recorded] = await registered.when(recordVisit, command, { by }).thenFacts(VisitConducted(visited));
  expect([recorded?.metadata.$correlationId, recorded?.metadata.prefecture]).toEqual([visitId, '22']);
});

test('with the owner’s question about grants, in one append', () =>
  registered
    .when(
      recordVisit,
      { ...command, participants: '浜名 宏', grantQuestion: { topics: ['KOCHO'], text: '使える助成金は' } },
      { by },
    )
    .thenFacts(
      VisitConducted({ ...visited, participants: '浜名 宏' }),
      GrantQuestionRaised({ clientId, topics: ['KOCHO'], question: '使える助成金は' }),
    ));

test('the owner may ask about grants in general', () =>
  registered
    .when(recordVisit, { ...command, grantQuestion: { topics: [] } }, { by })
    .thenFacts(VisitConducted(visited), GrantQuestionRaised({ clientId, topics: [], question: null })));

test('of a case, in the case’s family', async () => {
  const [recorded] = await withCase(clientId)
    .when(recordVisit, { ...command, caseId }, { by })
    .thenFacts(VisitConducted({ ...visited, caseId }));
  expect(recorded?.metadata.$correlationId).toBe(caseId);
});

test('not of another client’s case', () =>
  withCase(visitId)
    .when(recordVisit, { ...command, caseId }, { by })
    .thenRefused('CASE_OF_ANOTHER_CLIENT', { path: 'caseId' }));

test('not of another office’s case, of which there is none for this one', () =>
  withCase(clientId, 'iesc-23')
    .when(recordVisit, { ...command, caseId }, { by })
    .thenRefused('NOT_FOUND'));

test('headquarters belong to no prefecture', () =>
  registered
    .when(recordVisit, command, { by: actor('iesc.advisor', 'iesc-hq') })
    .thenFacts(VisitConducted({ ...visited, officeId: 'iesc-hq', prefecture: null })));

test('not to a client nobody registered', () =>
  given().when(recordVisit, command, { by }).thenRefused('UNKNOWN_CLIENT', { path: 'clientId' }));

test('not on a day that has not come', () =>
  registered
    .when(recordVisit, { ...command, visitedOn: '2025-11-07' }, { by })
    .thenRefused('IN_THE_FUTURE', { path: 'visitedOn' }));

test('up to thirty days afterwards', () =>
  registered
    .when(recordVisit, { ...command, visitedOn: '2025-10-07' }, { by })
    .thenFacts(VisitConducted({ ...visited, visitedOn: '2025-10-07' })));

test('not later than that', () =>
  registered
    .when(recordVisit, { ...command, visitedOn: '2025-10-06' }, { by })
    .thenRefused('ENTERED_TOO_LATE', { path: 'visitedOn' }));

test('not about a grant the catalogue does not have', () =>
  registered
    .when(recordVisit, { ...command, grantQuestion: { topics: ['KOCHO', 'LOTTERY'] } }, { by })
    .thenRefused('UNKNOWN_GRANT', { path: 'grantQuestion.topics[1]' }));

test('not a second time under the same id', () =>
  registered
    .and(siteVisit, visitId, VisitConducted(visited))
    .when(recordVisit, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'conducted' }));

test('not by a consultant', () =>
  registered.when(recordVisit, command, { by: actor('nasilc.consultant') }).thenRefused('ROLE_NOT_ALLOWED'));
