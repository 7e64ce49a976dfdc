import { RecommendationQuoted, ServiceRecommended } from '#events/recommendation';
import { SupportRequested } from '#events/support';
import { exampleOf } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { iescRecommendationsMade } from './iesc-recommendations-made.ts';

const id = '0b6c1d9e-43a1-4c57-9b1f-00000000002a';
const caseId = '0b6c1d9e-43a1-4c57-9b1f-000000000003';
const recommended = ServiceRecommended({
  code: '7K3M9QXF-0',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  prefecture: '22',
  recommendedBy: 'consultant-22-1',
  associationId: 'nasilc-22',
});
const made = on(`recommendation-${id}`, recommended, { $correlationId: id, agreementVersion: 'AGR-2025' });
const row = {
  recommendationId: id,
  code: '7K3M9QXF-0',
  reference: '22-2026-0000001A-Z',
  associationId: 'nasilc-22',
  prefecture: '22',
  offices: ['iesc-22'],
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  stage: 'recommended',
  caseIds: [],
  recommendedAt: '2026-04-01T00:00:00.000Z',
  quotedAt: null,
  agreementVersion: 'AGR-2025',
};

const requestAt = (officeId: string, recommendationId: string | null) =>
  on(`supportcase-${caseId}`, SupportRequested({ ...exampleOf(SupportRequested).data, officeId, recommendationId }));

test('the office of the prefecture sees that a recommendation was made', () =>
  given(made).thenRows(iescRecommendationsMade, [row]));

test('one whose prefecture nobody said is headquarters’', () =>
  given(
    on(`recommendation-${id}`, ServiceRecommended({ ...recommended.data, prefecture: null }), {
      $correlationId: id,
      agreementVersion: 'AGR-2025',
    }),
  ).thenRows(iescRecommendationsMade, [
    { ...row, prefecture: null, offices: ['iesc-hq'], reference: '00-2026-0000001A-X' },
  ]));

test('the office whose owner quotes the code sees it too, and the trace leads to the case', () =>
  given(
    made,
    requestAt('iesc-13', id),
    on(`recommendation-${id}`, RecommendationQuoted({ caseId })),
    requestAt('iesc-13', id),
  ).thenRows(iescRecommendationsMade, [
    {
      ...row,
      offices: ['iesc-22', 'iesc-13'],
      stage: 'quoted',
      caseIds: [caseId],
      quotedAt: '2026-04-01T00:00:02.000Z',
    },
  ]));

test('a request without a code says nothing about any', () =>
  given(made, requestAt('iesc-13', null)).thenRows(iescRecommendationsMade, [row]));

test('what was quoted before it was known makes no row', () =>
  given(requestAt('iesc-13', id), on(`recommendation-${id}`, RecommendationQuoted({ caseId }))).thenRows(
    iescRecommendationsMade,
    [],
  ));
