import { projection } from '#contexts/kernel';
import { boolean, integer, json, key, list, sealed, table, text } from '#platform/projections';
import { officeById } from '#reference-data';

interface EstablishmentRow {
  readonly establishmentId: string;
  readonly prefecture: string | null;
  readonly name: unknown;
}

/**
 * Client companies by name, reading and corporate number, for those who have to do with them: who registered one or
 * recorded a consent of its owner, and the IESC office it was opened to, by accepting a referral or by the owner's
 * request. Headquarters see those that one of their own organisation's offices sees.
 *
 * How to reach the owner (class C) is confidential of who registered the company (社労士法21条) until it is opened to an
 * IESC office: somebody else's word that the owner consented does not open it.
 */
export const clientDirectory = projection({
  name: 'client_directory',
  version: 3,
  audience: 'both',
  aggregate: 'client',
  table: table({
    clientId: key(),
    stage: text(),
    corporateNumber: text().nullable().fieldClass('A'),
    name: sealed().fieldClass('A'),
    kana: sealed().nullable().fieldClass('A'),
    owner: sealed<{ name: string; phone: string | null; email: string | null }>().fieldClass('C'),
    industry: text().nullable(),
    sizeBand: text(),
    regularEmployees: integer(),
    isSme: boolean().nullable(),
    prefectures: list(text()),
    establishments: json<readonly EstablishmentRow[]>(),
    /** Who has to do with the company: confidential as the owner is, for whoever says they have a consent sees the rest. */
    offices: list(text()).fieldClass('C'),
    persons: list(text()).fieldClass('C'),
    organisations: list(text()).fieldClass('C'),
    /** Offices, and the user id of the consultant, who may see how to reach the owner. */
    ownerKnownTo: list(text()).fieldClass('C'),
    registeredAt: text(),
  })
    .index('registeredAt')
    .search('name', 'kana', 'corporateNumber'),
  scope: { offices: ['offices'], persons: ['persons'], organisations: ['organisations'] },
  // Who is in scope at all may see the shared core; whoever joins from elsewhere shows it by their own rule.
  reveals: ({ ownerKnownTo }, { role, userId, officeId }) =>
    ownerKnownTo.includes(role === 'nasilc.consultant' ? userId : (officeId ?? '')) ? ['A', 'C'] : ['A'],
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
      organisations: organisationOf(data.registeredFor),
      ownerKnownTo: [data.registeredFor, data.registeredBy],
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
          ...inSightOf(row, data.recordedFor),
        },
    },
    ReferralAccepted: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, ...openedTo(row, data.openedTo) },
    },
    SupportRequested: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, ...openedTo(row, data.officeId) },
    },
  },
});

interface Sight {
  readonly offices: readonly string[];
  readonly organisations: readonly string[];
}

/** An office, and so its organisation, comes to see the company. */
function inSightOf({ offices, organisations }: Sight, officeId: string): Sight {
  return {
    offices: including(offices, officeId),
    organisations: organisationOf(officeId).reduce(including, organisations),
  };
}

/** An office comes to see the company and how to reach its owner. */
function openedTo(row: Sight & { readonly ownerKnownTo: readonly string[] }, officeId: string) {
  return { ...inSightOf(row, officeId), ownerKnownTo: including(row.ownerKnownTo, officeId) };
}

function organisationOf(officeId: string): readonly string[] {
  const office = officeById(officeId);
  return office ? [office.organisation] : [];
}

function including(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values : [...values, value];
}
