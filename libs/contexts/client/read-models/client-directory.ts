import { projection, roles } from '#contexts/kernel';
import type { Actor } from '#platform/event-store';
import { boolean, integer, json, key, list, sealed, table, text } from '#platform/projections';
import {
  closed,
  covered,
  ended,
  kept,
  opened,
  opening,
  openingBy,
  sightBy,
  stopped,
  type Opening,
} from './openings.ts';

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
 * not open it. What a referral opened closes again when it is withdrawn, reopened, or taken over by another office; and as
 * long as the consent it rests on does not hold, or does not name the owner any more, it shows nothing, or not the owner.
 */
export const clientDirectory = projection({
  name: 'client_directory',
  version: 9,
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
    openings: json<readonly Opening[]>().hidden(),
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
      persons: [data.registeredBy],
      registeredAt: occurredAt,
      ...sightBy([opening({ by: streamId, officeId: data.registeredFor, isOwnerNamed: true })], [data.registeredBy]),
    }),
    EstablishmentAdded: ({ data: { establishmentId, prefecture, name } }, row) =>
      row && {
        ...row,
        prefectures: prefecture === null ? row.prefectures : including(row.prefectures, prefecture),
        establishments: [...row.establishments, { establishmentId, prefecture, name }],
      },
    ConsentGiven: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data, streamId }, row) =>
        row && {
          ...(row.openings.some(({ by }) => by === streamId)
            ? ended(covered(row, streamId, data), streamId, false)
            : opened(row, opening({ by: streamId, officeId: data.recordedFor, isOwnerNamed: false }))),
          persons: including(row.persons, data.recordedBy),
        },
    },
    ReferralAccepted: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data, streamId }, row) => row && opened(row, openingBy(streamId, data)),
    },
    ReferralOpenedToOffice: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data, streamId }, row) => row && opened(row, openingBy(streamId, data)),
    },
    // Who entered the owner's request has their own word for it: the owner told them the company, and no more.
    SupportRequested: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data, streamId }, row) =>
        row && opened(row, opening({ by: streamId, officeId: data.officeId, isOwnerNamed: false })),
    },
    ReferralWithdrawn: {
      keyOf: ({ data }) => data.clientId ?? [],
      fold: ({ streamId }, row) => row && closed(row, streamId),
    },
    RedirectAccepted: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && closed(row, streamId),
    },
    ReferralReopened: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && closed(row, streamId),
    },
    ReferralConsentBlocked: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && stopped(row, streamId, true),
    },
    ReferralConsentUnblocked: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && stopped(row, streamId, false),
    },
    ConsentNarrowed: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ data, streamId }, row) => row && covered(row, streamId, data),
    },
    ConsentWithdrawn: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && ended(row, streamId, true),
    },
    ConsentExpired: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && ended(row, streamId, true),
    },
    ConsentRenewed: {
      keyOf: ({ data }) => data.clientId,
      fold: ({ streamId }, row) => row && ended(row, streamId, false),
    },
    ReferralClosed: {
      keyOf: ({ data }) => data.clientId ?? [],
      fold: ({ streamId }, row) => row && kept(row, streamId),
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

function including(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values : [...values, value];
}
