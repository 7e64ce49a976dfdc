import { projection } from '#contexts/kernel';
import { day, key, list, sealed, table, text } from '#platform/projections';

/**
 * What an association learns of the consultants recommended to owners in its prefecture: that there was one, when, about
 * which grants. Whom it concerns stands in a row only where the owner consented, and is the association's own to see.
 */
export const nasilcRecommendedConsultations = projection({
  name: 'nasilc_recommended_consultations',
  version: 1,
  audience: 'nasilc',
  aggregate: 'grantconsultation',
  table: table({
    consultationId: key(),
    associationId: text(),
    prefecture: text().nullable(),
    officeId: text(),
    stage: text(),
    recommendedOn: day(),
    topics: list(text()),
    clientId: text().nullable().fieldClass('A'),
    message: sealed().nullable().fieldClass('A'),
  }).index('associationId', 'recommendedOn'),
  scope: { offices: ['associationId'] },
  reveals: ({ associationId }, { org, officeId }) => (org === 'audit' || officeId === associationId ? ['A'] : []),
  serve: {
    path: '/nasilc/recommended-consultations',
    summary: 'Recommendations of a consultant to owners in the association’s prefecture',
    filters: ['associationId', 'prefecture', 'topics', 'recommendedOn'],
    sorts: ['recommendedOn'],
    joins: { client: ['client_directory', 'clientId', ['name']] },
  },
  on: {
    ConsultantRecommended: ({ data, streamId }) => ({
      consultationId: streamId,
      associationId: data.associationId,
      prefecture: data.prefecture,
      officeId: data.officeId,
      stage: 'recommended',
      recommendedOn: data.recommendedOn,
      topics: data.topics,
      clientId: data.clientId,
      // A sealed value names its subject, and free text can name anybody.
      message: data.disclosedTo === null ? null : data.message,
    }),
  },
});
