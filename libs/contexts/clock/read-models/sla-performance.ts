import { projection } from '#contexts/kernel';
import { integer, json, key, list, table, text } from '#platform/projections';
import type { EventMetadata } from '#platform/event-store';
import type { About } from '../clock.ts';
import { organisationsOf } from '../whose-clock.ts';

/**
 * How long what has its time takes, and how often it is late: by office, kind and version of the agreement. Percentiles are of
 * what was done, in business days without those on which it stood still, by the nearest rank.
 */
export const slaPerformance = projection({
  name: 'sla_performance',
  version: 1,
  audience: 'both',
  table: table({
    /** Version, kind and office. */
    cell: key(),
    agreementVersion: text(),
    kind: text(),
    officeId: text(),
    /** Whose headquarters have it in sight. */
    organisations: list(text()),
    met: integer().fieldClass('E'),
    inTime: integer().fieldClass('E'),
    late: integer().fieldClass('E'),
    /** Done in time, recorded afterwards; among those in time. */
    recordedLate: integer().fieldClass('E'),
    breached: integer().fieldClass('E'),
    cancelled: integer().fieldClass('E'),
    waived: integer().fieldClass('E'),
    /** Business days within which so many percent were done. */
    p50: integer().nullable().fieldClass('E'),
    p90: integer().nullable().fieldClass('E'),
    p95: integer().nullable().fieldClass('E'),
    longest: integer().nullable().fieldClass('E'),
    /** How many took so many business days. */
    histogram: json<Histogram>().hidden(),
  })
    .index('kind', 'officeId')
    .index('officeId', 'kind')
    .index('agreementVersion', 'kind'),
  scope: { offices: ['officeId'], organisations: ['organisations'] },
  reveals: () => ['E'],
  serve: {
    path: '/statistics/sla-performance',
    summary: 'How long steps take, by office, kind and version of the agreement',
    filters: ['kind', 'officeId', 'agreementVersion'],
    sorts: ['kind', 'officeId'],
  },
  on: {
    ClockBreached: counting((_, counts) => ({ breached: counts.breached + 1 })),
    ClockCancelled: counting((_, counts) => ({ cancelled: counts.cancelled + 1 })),
    ClockWaived: counting((_, counts) => ({ waived: counts.waived + 1 })),
    ClockMet: counting(({ data: { took, lateBy, recordedLate } }: Met, counts) => {
      const histogram = { ...counts.histogram, [took]: (counts.histogram[took] ?? 0) + 1 };
      const within = ranksOf(histogram);
      return {
        met: counts.met + 1,
        inTime: counts.inTime + (lateBy === 0 ? 1 : 0),
        late: counts.late + (lateBy === 0 ? 0 : 1),
        recordedLate: counts.recordedLate + (recordedLate ? 1 : 0),
        histogram,
        p50: within(50),
        p90: within(90),
        p95: within(95),
        longest: within(100),
      };
    }),
  },
});

/** How many took so many business days, by their number. */
type Histogram = { readonly [businessDays: string]: number };

interface OfClock {
  readonly data: { readonly about: About };
  readonly metadata: Pick<EventMetadata, 'agreementVersion'>;
}

interface Met extends OfClock {
  readonly data: OfClock['data'] & {
    readonly took: number;
    readonly lateBy: number;
    readonly recordedLate: boolean;
  };
}

const none = {
  ...{ met: 0, inTime: 0, late: 0, recordedLate: 0, breached: 0, cancelled: 0, waived: 0 },
  ...{ p50: null, p90: null, p95: null, longest: null, histogram: {} },
} as const;

interface Counts {
  readonly met: number;
  readonly inTime: number;
  readonly late: number;
  readonly recordedLate: number;
  readonly breached: number;
  readonly cancelled: number;
  readonly waived: number;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly longest: number | null;
  readonly histogram: Histogram;
}

interface Cell extends Counts {
  readonly cell: string;
  readonly agreementVersion: string;
  readonly kind: string;
  readonly officeId: string;
  readonly organisations: readonly string[];
}

function cellOf({ data: { about }, metadata }: OfClock): string {
  return [metadata.agreementVersion, about.kind, about.officeId].join(':');
}

/** An event that counts in the cell of its clock. */
function counting<E extends OfClock>(more: (event: E, counts: Counts) => Partial<Counts>) {
  return {
    keyOf: cellOf,
    fold: (event: E, row: Cell | undefined): Cell => {
      const { about } = event.data;
      const { agreementVersion } = event.metadata;
      const { kind, officeId } = about;
      const organisations = organisationsOf(about);
      const begun = row ?? { cell: cellOf(event), agreementVersion, kind, officeId, organisations, ...none };
      return { ...begun, ...more(event, begun) };
    },
  };
}

/** Tells the number of business days within which so many percent were done: the nearest rank. */
function ranksOf(histogram: Histogram): (percent: number) => number {
  const days = Object.entries(histogram)
    .map(([took, count]) => [Number(took), count] as const)
    .toSorted(([one], [other]) => one - other);
  const all = days.reduce((sum, [, count]) => sum + count, 0);
  return (percent) => {
    const rank = Math.ceil((all * percent) / 100);
    let done = 0;
    for (const [took, count] of days) if ((done += count) >= rank) return took;
    return 0;
  };
}
