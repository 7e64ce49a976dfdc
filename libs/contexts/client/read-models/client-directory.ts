import { projection, roles } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { boolean, integer, json, key, list, sealed, table, text } from '#platform/projections';
import { officeById } from '#reference-data';

interface EstablishmentRow {
  readonly establishmentId: string;
  readonly prefecture: string | null;
  readonly name: unknown;
}

/**
 * Client companies by name, reading and corporate number, for those who have to do with them: who registered one or
 * recorded a consent of its owner, and the IESC office a referral of it was opened to or that the owner turned to.
 * Headquarters see those that one of their own organisation's offices sees.
 *
 * How to reach the owner (class C) is confidential of who registered the company (社労士法21条) until a referral whose
 * consent names it is opened to an IESC office: an office's own word that the owner consented, or asked for support, does
 * not open it.
 */
export const clientDirectory = projection({
  name: 'client_directory',
  version: 5,
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
  // A row joined from elsewhere has readers out of this scope: they see nothing of it by this rule.
  reveals: (row, reader) => (knowsOwner(row, reader) ? ['A', 'C'] : hasInSight(row, reader) ? ['A'] : []),
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
      fold: ({ data }, row) => row && { ...row, ...openedTo(row, data) },
    },
    ReferralOpenedToOffice: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, ...openedTo(row, data) },
    },
    // Who entered the owner's request has their own word for it: the owner told them the company, and no more.
    SupportRequested: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data }, row) => row && { ...row, ...inSightOf(row, data.officeId) },
    },
  },
});

interface Sight {
  readonly offices: readonly string[];
  readonly organisations: readonly string[];
}

function knowsOwner(
  { ownerKnownTo }: { readonly ownerKnownTo: readonly string[] },
  { role, userId, officeId }: Actor,
): boolean {
  return ownerKnownTo.includes(role === 'nasilc.consultant' ? userId : (officeId ?? ''));
}

/** What the scope says of every row of this read model, of a row that is joined. */
function hasInSight(
  { offices, persons, organisations }: Sight & { readonly persons: readonly string[] },
  { role, userId, officeId, org }: Actor,
): boolean {
  switch (roles.get(role)?.scope) {
    case 'everything':
      return organisations.includes(org);
    case 'person':
      return persons.includes(userId);
    default:
      return officeId !== null && offices.includes(officeId);
  }
}

/** An office, and so its organisation, comes to see the company. */
function inSightOf({ offices, organisations }: Sight, officeId: string): Sight {
  return {
    offices: including(offices, officeId),
    organisations: organisationOf(officeId).reduce(including, organisations),
  };
}

/** An office comes to see the company and, where the owner's consent names it, how to reach them. */
function openedTo(
  row: Sight & { readonly ownerKnownTo: readonly string[] },
  { openedTo: officeId, items }: { readonly openedTo: string; readonly items: readonly string[] | null },
) {
  const isOwnerNamed = items?.includes('contact') ?? false;
  const { ownerKnownTo } = row;
  return {
    ...inSightOf(row, officeId),
    ownerKnownTo: isOwnerNamed ? including(ownerKnownTo, officeId) : ownerKnownTo,
  };
}

function organisationOf(officeId: string): readonly string[] {
  const office = officeById(officeId);
  return office ? [office.organisation] : [];
}

function including(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values : [...values, value];
}
