import { projection } from '#contexts/kernel';
import { instant, key, list, table, text } from '#platform/projections';

/** A consultant's own recommendations, and those of its members for an association: the code, and whether it was quoted. */
export const consultantRecommendations = projection({
  name: 'consultant_recommendations',
  version: 1,
  audience: 'nasilc',
  aggregate: 'recommendation',
  table: table({
    recommendationId: key(),
    code: text(),
    consultantId: text(),
    associationId: text(),
    prefecture: text().nullable(),
    circumstances: list(text()),
    stage: text(),
    recommendedAt: instant(),
    /** When the code was last quoted; in which case is IESC's. */
    quotedAt: instant().nullable(),
  })
    .index('consultantId', 'recommendedAt')
    .index('associationId', 'recommendedAt'),
  scope: { offices: ['associationId'], persons: ['consultantId'] },
  serve: {
    path: '/nasilc/recommendations',
    summary: 'Recommendations of the service made by the consultant, or by the association’s members',
    filters: ['code', 'stage', 'prefecture', 'circumstances', 'consultantId'],
    sorts: ['recommendedAt', 'quotedAt'],
  },
  on: {
    ServiceRecommended: ({ data, streamId, occurredAt }) => ({
      recommendationId: streamId,
      code: data.code,
      consultantId: data.recommendedBy,
      associationId: data.associationId,
      prefecture: data.prefecture,
      circumstances: data.circumstances,
      stage: 'recommended',
      recommendedAt: occurredAt,
      quotedAt: null,
    }),
    RecommendationQuoted: ({ occurredAt }, row) => row && { ...row, stage: 'quoted', quotedAt: occurredAt },
  },
});
