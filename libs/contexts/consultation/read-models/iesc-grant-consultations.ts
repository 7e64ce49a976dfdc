import { projection } from '#contexts/kernel';
import { boolean, instant, key, list, sealed, table, text } from '#platform/projections';

/** The questions about grants an office has to decide on, by what is due first, and what it decided. */
export const iescGrantConsultations = projection({
  name: 'iesc_grant_consultations',
  version: 1,
  audience: 'iesc',
  aggregate: 'grantconsultation',
  table: table({
    consultationId: key(),
    visitId: text(),
    clientId: text().fieldClass('A'),
    officeId: text(),
    prefecture: text().nullable(),
    advisorId: text(),
    topics: list(text()),
    stage: text(),
    /** By when the office decides; null once it did. */
    decideBy: instant().nullable(),
    openedAt: instant(),
    decidedAt: instant().nullable(),
    /** Code of the agreement's list of decisions; null while there is none. */
    decision: text().nullable(),
    /** Whether the association was told whom it concerns. */
    isDisclosed: boolean(),
    /** To the association, or the office's own note on why there is no recommendation. */
    note: sealed().nullable().fieldClass('B'),
  })
    .index('officeId', 'stage', 'decideBy')
    .index('officeId', 'openedAt'),
  scope: { offices: ['officeId'] },
  reveals: () => ['A', 'B'],
  serve: {
    path: '/iesc/grant-consultations',
    summary: 'Questions about grants raised in the office’s visits, and the decisions on them',
    filters: ['stage', 'decision', 'officeId', 'advisorId', 'topics', 'visitId', 'decideBy'],
    sorts: ['decideBy', 'openedAt', 'decidedAt'],
    joins: {
      client: ['client_directory', 'clientId', ['name'], 'as there'],
      visit: ['iesc_site_visits', 'visitId', ['visitedOn', 'question']],
    },
  },
  on: {
    GrantConsultationOpened: ({ data, streamId, occurredAt }) => ({
      consultationId: streamId,
      ...data,
      stage: 'opened',
      openedAt: occurredAt,
      decidedAt: null,
      decision: null,
      isDisclosed: false,
      note: null,
    }),
    ConsultantRecommended: ({ data: { disclosedTo, message }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'recommended',
        decideBy: null,
        decidedAt: occurredAt,
        decision: 'recommended',
        isDisclosed: disclosedTo !== null,
        note: message,
      },
    RecommendationNotRequired: ({ data: { note }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'not_required',
        decideBy: null,
        decidedAt: occurredAt,
        decision: 'not_required',
        note,
      },
    OwnConsultantRecorded: ({ data: { note }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'has_own_consultant',
        decideBy: null,
        decidedAt: occurredAt,
        decision: 'own_consultant',
        note,
      },
    RecommendationDeclined: ({ data: { note }, occurredAt }, row) =>
      row && {
        ...row,
        stage: 'recommendation_declined',
        decideBy: null,
        decidedAt: occurredAt,
        decision: 'owner_declined',
        note,
      },
  },
});
