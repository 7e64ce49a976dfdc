import { RecommendationQuoted, ServiceRecommended } from '#events/recommendation';
import { given, on } from '#platform/testing';
import { consultantRecommendations } from './consultant-recommendations.ts';

const id = '0b6c1d9e-43a1-4c57-9b1f-00000000002a';
const made = on(
  `recommendation-${id}`,
  ServiceRecommended({
    code: '7K3M9QXF-0',
    circumstances: ['LAYOFF'],
    prefecture: null,
    recommendedBy: 'consultant-22-1',
    associationId: 'nasilc-22',
  }),
);
const quoted = on(`recommendation-${id}`, RecommendationQuoted({ caseId: '0b6c1d9e-43a1-4c57-9b1f-000000000003' }));
const row = {
  recommendationId: id,
  code: '7K3M9QXF-0',
  consultantId: 'consultant-22-1',
  associationId: 'nasilc-22',
  prefecture: null,
  circumstances: ['LAYOFF'],
  stage: 'recommended',
  recommendedAt: '2026-04-01T00:00:00.000Z',
  quotedAt: null,
};

test('a consultant sees their recommendation with the code to hand on', () =>
  given(made).thenRows(consultantRecommendations, [row]));

test('and whether it was quoted, not in which case', () =>
  given(made, quoted).thenRows(consultantRecommendations, [
    { ...row, stage: 'quoted', quotedAt: '2026-04-01T00:00:01.000Z' },
  ]));

test('what was quoted before it was known makes no row', () => given(quoted).thenRows(consultantRecommendations, []));
