import { projection } from '#contexts/kernel';
import { boolean, integer, json, key, list, sealed, table, text } from '#platform/projections';

interface EstablishmentRow {
  readonly establishmentId: string;
  readonly prefecture: string | null;
  readonly name: unknown;
}

/**
 * Client companies by name, reading and corporate number, for those who have to do with them: who registered one or
 * recorded a consent of its owner, and the IESC office it was opened to, by accepting a referral or by the owner's
 * request.
 */
export const clientDirectory = projection({
  name: 'client_directory',
  version: 1,
  audience: 'both',
  aggregate: 'client',
  table: table({
    clientId: key(),
    stage: text(),
    corporateNumber: text().nullable().fieldClass('A'),
    name: sealed().fieldClass('A'),
    kana: sealed().nullable().fieldClass('A'),
    owner: sealed<{ name: string; phone: string | null; email: string | null }>().fieldClass('A'),
    industry: text().nullable(),
    sizeBand: text(),
    regularEmployees: integer(),
    isSme: boolean().nullable(),
    prefectures: list(text()),
    establishments: json<readonly EstablishmentRow[]>(),
    offices: list(text()),
    persons: list(text()),
    registeredAt: text(),
  })
    .index('registeredAt')
    .search('name', 'kana', 'corporateNumber'),
  scope: { offices: ['offices'], persons: ['persons'] },
  // Who is in scope at all may see the shared core; whoever joins from elsewhere shows it by their own rule.
  reveals: () => ['A'],
  serve: {
    path: '/clients',
    summary: 'Client companies, searchable by name, reading and corporate number',
    filters: ['corporateNumber', 'industry', 'sizeBand', 'prefectures'],
    sorts: ['registeredAt'],
  },
  on: {
    ClientRegistered: ({ data, streamId, occurredAt }) => ({
      clientId: streamId,
      stage: 'registered',
      corporateNumber: data.corporateNumber,
      name: data.name,
      kana: data.kana,
      owner: data.owner,
      industry: data.industry,
      sizeBand: data.sizeBand,
      regularEmployees: data.regularEmployees,
      isSme: data.isSme,
      prefectures: [],
      establishments: [],
      offices: [data.registeredFor],
      persons: [data.registeredBy],
      registeredAt: occurredAt,
    }),
    EstablishmentAdded: ({ data: { establishmentId, prefecture, name } }, row) =>
      row && {
        ...row,
        prefectures: prefecture === null ? row.prefectures : including(row.prefectures, prefecture),
        establishments: [...row.establishments, { establishmentId, prefecture, name }],
      },
    ConsentGiven: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) =>
        row && {
          ...row,
          persons: including(row.persons, data.recordedBy),
          offices: including(row.offices, data.recordedFor),
        },
    },
    ReferralAccepted: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, offices: including(row.offices, data.openedTo) },
    },
    SupportRequested: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, offices: including(row.offices, data.officeId) },
    },
  },
});

function including(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values : [...values, value];
}
