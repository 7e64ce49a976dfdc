import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { GrantConsultationOpened, GrantQuestionRaised, VisitConducted } from '#events/consultation';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { grantConsultation, grantConsultationIdOf } from './grant-consultation.ts';
import { openGrantConsultation } from './open-grant-consultation.ts';
import { siteVisit } from './site-visit.ts';

const visitId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('process');
const visited = exampleOf(VisitConducted);
const asked = exampleOf(GrantQuestionRaised);
const opened = GrantConsultationOpened({
  visitId,
  clientId: visited.data.clientId,
  officeId: 'iesc-22',
  prefecture: '22',
  advisorId: 'advisor-22-1',
  topics: ['KOCHO', 'SANKO-SKILL'],
  decideBy: '2025-11-11T14:59:59.999Z',
});

test('a question about grants has to be decided on within three business days, in the visit’s family', async () => {
  const [recorded] = await given(siteVisit, visitId, visited, asked)
    .when(openGrantConsultation, { visitId }, { by })
    .thenFacts(opened);
  expect([recorded?.stream, recorded?.metadata.$correlationId]).toEqual([
    `grantconsultation-${grantConsultationIdOf(visitId)}`,
    visitId,
  ]);
});

test('once for a visit', () =>
  given(siteVisit, visitId, visited, asked)
    .and(grantConsultation, grantConsultationIdOf(visitId), opened)
    .when(openGrantConsultation, { visitId }, { by })
    .thenNothing());

test('not where the owner did not ask', () =>
  given(siteVisit, visitId, visited)
    .when(openGrantConsultation, { visitId }, { by })
    .thenRefused('NO_GRANT_QUESTION', { path: 'visitId' }));

test('not where there was no visit', () =>
  given().when(openGrantConsultation, { visitId }, { by }).thenRefused('NO_GRANT_QUESTION', { path: 'visitId' }));

test('not by hand', () =>
  given(siteVisit, visitId, visited, asked)
    .when(openGrantConsultation, { visitId }, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('by the calendar of the office that visited', () =>
  given(siteVisit, visitId, visited, asked)
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(openGrantConsultation, { visitId }, { by })
    .thenFacts(GrantConsultationOpened({ ...opened.data, decideBy: '2025-11-12T14:59:59.999Z' })));
