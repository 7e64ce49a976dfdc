import { projection } from '#contexts/kernel';
import { day, instant, key, list, sealed, table, text } from '#platform/projections';

/** The visits of an office's staff to client companies. Notes are the office's own (class B). */
export const iescSiteVisits = projection({
  name: 'iesc_site_visits',
  version: 1,
  audience: 'iesc',
  aggregate: 'sitevisit',
  table: table({
    visitId: key(),
    clientId: text().fieldClass('A'),
    caseId: text().nullable(),
    officeId: text(),
    prefecture: text().nullable(),
    advisorId: text(),
    stage: text(),
    visitedOn: day(),
    participants: sealed().nullable().fieldClass('B'),
    notes: sealed().fieldClass('B'),
    /** Grants the owner asked about; null: the owner did not ask. */
    grantTopics: list(text()).nullable(),
    question: sealed().nullable().fieldClass('B'),
    recordedAt: instant(),
  })
    .index('officeId', 'visitedOn')
    .index('officeId', 'advisorId', 'visitedOn'),
  scope: { offices: ['officeId'] },
  reveals: () => ['A', 'B'],
  serve: {
    path: '/iesc/site-visits',
    summary: 'Visits of the office’s staff to client companies',
    filters: ['officeId', 'advisorId', 'caseId', 'visitedOn'],
    sorts: ['visitedOn', 'recordedAt'],
    // Any client can be visited: who it is shows where the office has it in sight.
    joins: { client: ['client_directory', 'clientId', ['name'], 'as there'] },
  },
  on: {
    VisitConducted: ({ data, streamId, occurredAt }) => ({
      visitId: streamId,
      ...data,
      stage: 'conducted',
      grantTopics: null,
      question: null,
      recordedAt: occurredAt,
    }),
    GrantQuestionRaised: ({ data: { topics, question } }, row) => row && { ...row, grantTopics: topics, question },
  },
});
