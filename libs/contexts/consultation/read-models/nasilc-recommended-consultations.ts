import { COMPANY_IDENTITY } from '#contexts/consent';
import { projection } from '#contexts/kernel';
import { boolean, day, key, list, sealed, table, text } from '#platform/projections';

/**
 * What an association learns of the consultants recommended to owners in its prefecture: that there was one, when, about
 * which grants. Whom it concerns stands in a row only where the owner consented, and is the association's own to see, as
 * long as that consent holds and names the company.
 */
export const nasilcRecommendedConsultations = projection({
  name: 'nasilc_recommended_consultations',
  version: 2,
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
    consentId: text().nullable(),
    /** Whether that consent has not ended, and whether it lets the association know the company. */
    consentHolds: boolean(),
    consentNames: boolean(),
  })
    .index('associationId', 'recommendedOn')
    .index('consentId'),
  scope: { offices: ['associationId'] },
  reveals: ({ associationId, consentHolds, consentNames }, { org, officeId }) =>
    org === 'audit' || (officeId === associationId && consentHolds && consentNames) ? ['A'] : [],
  serve: {
    path: '/nasilc/recommended-consultations',
    summary: 'Recommendations of a consultant to owners in the association’s prefecture',
    filters: ['associationId', 'prefecture', 'topics', 'recommendedOn'],
    sorts: ['recommendedOn'],
    joins: { client: ['client_directory', 'clientId', ['name']] },
  },
  on: ({ each }) => ({
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
      consentId: data.consentId,
      consentHolds: true,
      consentNames: true,
    }),
    ConsentGiven: each('consentId', itself, ({ data }, row) => ({
      ...row,
      consentHolds: true,
      consentNames: namesToAssociation(data),
    })),
    ConsentNarrowed: each('consentId', itself, ({ data }, row) => ({ ...row, consentNames: namesToAssociation(data) })),
    ConsentRenewed: each('consentId', itself, (_, row) => ({ ...row, consentHolds: true })),
    ConsentWithdrawn: each('consentId', itself, (_, row) => ({ ...row, consentHolds: false })),
    ConsentExpired: each('consentId', itself, (_, row) => ({ ...row, consentHolds: false })),
  }),
});

function itself({ streamId }: { readonly streamId: string }): string {
  return streamId;
}

function namesToAssociation({
  items,
  recipients,
}: {
  readonly items: readonly string[];
  readonly recipients: readonly string[];
}): boolean {
  return items.includes(COMPANY_IDENTITY) && recipients.includes('association');
}
