import { projection } from '#contexts/kernel';
import type { Personal } from '#platform/event-schema';
import { day, integer, json, key, list, sealed, table, text } from '#platform/projections';
import { iescOffices, nasilcBodies, type Labels } from '#reference-data';
import { officeStreamIdOf } from '../office.ts';

/**
 * The offices of IESC and the bodies of NASILC as both organisations find them: whether they work, on which days they are
 * closed, who is their head and whom to turn to. All of them are there from the first word about any of them on,
 * since they stand in the reference data; `GET /offices` has them before that.
 */
export const officeDirectory = projection({
  name: 'office_directory',
  version: 1,
  audience: 'both',
  aggregate: 'office',
  table: table({
    /** The id that its stream has. */
    officeStreamId: key(),
    officeId: text(),
    organisation: text(),
    kind: text(),
    prefecture: text().nullable(),
    labels: json<Labels>(),
    /** `active` or `suspended`. */
    stage: text(),
    suspendedBecause: text().nullable(),
    /** Last day on which it is expected to be closed. */
    suspendedUntil: day().nullable(),
    suspensionNote: sealed().nullable(),
    /** Days on which it is closed beside weekends, holidays and the year's end. */
    closures: list(day()),
    /** Null: as the agreement has it. */
    cutOffHour: integer().nullable(),
    headId: text().nullable(),
    liaisonIds: list(text()),
  })
    .index('officeId')
    .index('organisation', 'officeId'),
  scope: { offices: ['officeId'], everyone: true },
  // Headquarters reach everything, but look after their own organisation's offices alone.
  actsOn: ({ organisation, stage }, { org }) => ({ category: 'office', stage: organisation === org ? stage : 'none' }),
  serve: {
    path: '/office-directory',
    summary: 'Offices of both organisations: standing, calendar, head and liaisons',
    filters: ['officeId', 'organisation', 'kind', 'prefecture', 'stage', 'headId', 'liaisonIds'],
    sorts: ['officeId'],
  },
  on: {
    OfficeCalendarSet: ofOffice<OfOffice & { closures: readonly string[]; cutOffHour: number | null }>(
      ({ closures, cutOffHour }) => ({ closures, cutOffHour }),
    ),
    OfficeSuspended: ofOffice<OfOffice & { reason: string; until: string | null; note: Personal<string> | null }>(
      ({ reason, until, note }) => ({
        stage: 'suspended',
        suspendedBecause: reason,
        suspendedUntil: until,
        suspensionNote: note,
      }),
    ),
    OfficeResumed: ofOffice(() => ({
      stage: 'active',
      suspendedBecause: null,
      suspendedUntil: null,
      suspensionNote: null,
    })),
    OfficeHeadAppointed: ofOffice<OfOffice & { userId: string }>(({ userId }) => ({ headId: userId })),
    LiaisonAppointed: ofOffice<OfOffice & { userId: string }>(({ userId }, { liaisonIds }) => ({
      liaisonIds: [...liaisonIds, userId],
    })),
    LiaisonRelieved: ofOffice<OfOffice & { userId: string }>(({ userId }, { liaisonIds }) => ({
      liaisonIds: liaisonIds.filter((liaison) => liaison !== userId),
    })),
  },
});

interface OfficeRow {
  readonly officeStreamId: string;
  readonly officeId: string;
  readonly organisation: string;
  readonly kind: string;
  readonly prefecture: string | null;
  readonly labels: Labels;
  readonly stage: string;
  readonly suspendedBecause: string | null;
  readonly suspendedUntil: string | null;
  readonly suspensionNote: Personal<string> | null;
  readonly closures: readonly string[];
  readonly cutOffHour: number | null;
  readonly headId: string | null;
  readonly liaisonIds: readonly string[];
}

/** The rows as nobody has said a word about them, by their keys. */
const fresh: ReadonlyMap<string, OfficeRow> = new Map(
  [...iescOffices, ...nasilcBodies].map(({ id, organisation, kind, prefecture, labels }) => {
    const officeStreamId = officeStreamIdOf(id);
    const row: OfficeRow = {
      ...{ officeStreamId, officeId: id, organisation, kind, prefecture, labels },
      ...{ stage: 'active', suspendedBecause: null, suspendedUntil: null, suspensionNote: null },
      ...{ closures: [], cutOffHour: null, headId: null, liaisonIds: [] },
    };
    return [officeStreamId, row];
  }),
);
const everyOffice: readonly string[] = [...fresh.keys()];

interface OfOffice {
  readonly officeId: string;
}

/** Folds into the row of the office that the event names, and brings the others along where they are not there yet. */
function ofOffice<Data extends OfOffice = OfOffice>(change: (data: Data, row: OfficeRow) => Partial<OfficeRow>) {
  return {
    keyOf: () => everyOffice,
    fold: (
      { data }: { readonly data: Data },
      before: OfficeRow | undefined,
      { key: officeStreamId }: { readonly key: string },
    ): OfficeRow => {
      const row = before ?? fresh.get(officeStreamId)!;
      return row.officeId === data.officeId ? { ...row, ...change(data, row) } : row;
    },
  };
}
