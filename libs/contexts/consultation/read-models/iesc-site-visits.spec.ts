import { GrantQuestionRaised, VisitConducted } from '#events/consultation';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { iescSiteVisits } from './iesc-site-visits.ts';

const visited = on('sitevisit-v1', exampleOf(VisitConducted));
const row = {
  visitId: 'v1',
  clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
  caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003',
  officeId: 'iesc-22',
  prefecture: '22',
  advisorId: 'advisor-22-1',
  stage: 'conducted',
  visitedOn: '2025-11-13',
  participants: sealedInTest('浜名 宏、杉山 健一'),
  notes: sealedInTest('CNCオペレーター3名、6か月の出向を希望'),
  grantTopics: null,
  question: null,
  recordedAt: '2026-04-01T00:00:00.000Z',
};

test('a visit without a question about grants', () => given(visited).thenRows(iescSiteVisits, [row]));

test('a visit in which the owner asked about grants', () =>
  given(visited, on('sitevisit-v1', exampleOf(GrantQuestionRaised))).thenRows(iescSiteVisits, [
    { ...row, grantTopics: ['KOCHO', 'SANKO-SKILL'], question: sealedInTest('出向に使える助成金はあるか') },
  ]));
