import { projection, referenceOf } from '#contexts/kernel';
import { instant, key, list, table, text } from '#platform/projections';
import { iescHeadquarters, iescOfficeOf, isPrefectureCode } from '#reference-data';

/**
 * Recommendations of IESC's service by consultants, each with its code: what headquarters and the office of the
 * prefecture see of the agreement's literal path, and the office whose owner quoted a code.
 */
export const iescRecommendationsMade = projection({
  name: 'iesc_recommendations_made',
  version: 1,
  audience: 'iesc',
  aggregate: 'recommendation',
  table: table({
    recommendationId: key(),
    code: text(),
    /** Of the case family that began here, to say on the telephone. */
    reference: text(),
    associationId: text(),
    prefecture: text().nullable(),
    offices: list(text()),
    circumstances: list(text()),
    stage: text(),
    /** Support cases in whose request the owner quoted the code. */
    caseIds: list(text()),
    recommendedAt: instant(),
    /** When the code was last quoted. */
    quotedAt: instant().nullable(),
    agreementVersion: text(),
  })
    .index('code')
    .index('recommendedAt'),
  scope: { offices: ['offices'] },
  serve: {
    path: '/iesc/recommendations',
    summary: 'Recommendations of the service that consultants made',
    filters: ['code', 'reference', 'stage', 'prefecture', 'associationId', 'circumstances', 'recommendedAt'],
    sorts: ['recommendedAt', 'quotedAt'],
  },
  on: {
    ServiceRecommended: ({ data, streamId, occurredAt, metadata }) => ({
      recommendationId: streamId,
      code: data.code,
      reference: referenceOf(metadata.$correlationId, data.prefecture, occurredAt),
      associationId: data.associationId,
      prefecture: data.prefecture,
      offices: [officeOf(data.prefecture)],
      circumstances: data.circumstances,
      stage: 'recommended',
      caseIds: [],
      recommendedAt: occurredAt,
      quotedAt: null,
      agreementVersion: metadata.agreementVersion,
    }),
    RecommendationQuoted: ({ data, occurredAt }, row) =>
      row && { ...row, stage: 'quoted', caseIds: [...row.caseIds, data.caseId], quotedAt: occurredAt },
    SupportRequested: {
      keyOf: ({ data: { recommendationId } }) => (recommendationId === null ? [] : [recommendationId]),
      fold: ({ data: { officeId } }, row) =>
        row && (row.offices.includes(officeId) ? row : { ...row, offices: [...row.offices, officeId] }),
    },
  },
});

function officeOf(prefecture: string | null): string {
  return prefecture !== null && isPrefectureCode(prefecture) ? iescOfficeOf(prefecture).id : iescHeadquarters.id;
}
