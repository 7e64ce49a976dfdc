import { join } from 'node:path';
import { decisions, projections } from '#contexts/programme';
import { roles } from '#contexts/kernel';
import { systemClock } from '#platform/clock';
import { availableActions } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import type { Projection, ReadModelStore, StoredRow } from '#platform/projections';
import { ReadModels } from '#platform/projections/serving';
import { openPostgresReadModels, openSqliteReadModels } from '#platform/projections/engine';
import { startPostgres } from '#platform/testing/servers';
import { Seeded } from '../../chaos/seeded.ts';
import { storedRows } from '../../chaos/rebuilt-rows.ts';
import { percentile, type Benchmark, type Round } from '../measurement.ts';
import { sharedPracticeLog } from '../practice/shared-practice-log.ts';
import { measuredSide } from '../rebuild/measured-side.ts';
import { inScratchFolder } from '../scratch-folder.ts';
import { copyTable, fillTable } from './many-rows.ts';
import { pageShapes, parametersOf } from './page-requests.ts';

const ROWS = Number(process.env['PAGE_ROWS'] ?? 1_000_000);
/** For a quick look: one of the two databases, or one of the lists, alone. */
const { PAGE_STORE: ONLY_STORE, PAGE_LIST: ONLY_LIST } = process.env;
/** Requests of each shape; a cursor's page after each. */
const REQUESTS = 50;

/** Lists that a day's work is done from: one scoped by office, one by person, one by what a list of the row holds. */
const LISTS = [
  {
    projection: 'iesc_incoming_referrals',
    readers: [
      { userId: 'iesc-intake-13-1', org: 'iesc', officeId: 'iesc-13', role: 'iesc.intake' },
      { userId: 'iesc-intake-47-1', org: 'iesc', officeId: 'iesc-47', role: 'iesc.intake' },
      { userId: 'hq-coordinator', org: 'iesc', officeId: null, role: 'iesc.hq_coordinator' },
    ],
  },
  {
    projection: 'consultant_referrals',
    readers: [
      { userId: 'consultant-13-1', org: 'nasilc', officeId: 'nasilc-13', role: 'nasilc.consultant' },
      { userId: 'liaison-13', org: 'nasilc', officeId: 'nasilc-13', role: 'nasilc.pref_liaison' },
    ],
  },
  {
    projection: 'clock_board',
    readers: [
      { userId: 'iesc-manager-13', org: 'iesc', officeId: 'iesc-13', role: 'iesc.office_manager' },
      { userId: 'liaison-31', org: 'nasilc', officeId: 'nasilc-31', role: 'nasilc.pref_liaison' },
      { userId: 'hq-coordinator', org: 'iesc', officeId: null, role: 'iesc.hq_coordinator' },
    ],
  },
].filter(({ projection }) => ONLY_LIST === undefined || projection === ONLY_LIST) satisfies readonly {
  readonly projection: string;
  readonly readers: readonly Actor[];
}[];

/** Pages of 50 out of a million rows, in a file and in PostgreSQL: of every way to ask, the slowest way's p99. */
export const pageP99: Benchmark = {
  name: 'page.p99',
  unit: 'ms',
  bar: { valueAtMost: 10 },
  about: `a page of 50 out of ${ROWS.toLocaleString('en')} rows: of all filters, sorts and readers the worst p99, SQLite then PostgreSQL`,
  rounds: () =>
    inScratchFolder(async (folder) => {
      const dataDir = await sharedPracticeLog();
      const rows = join(folder, 'samples.db');
      const names = LISTS.map(({ projection }) => projection);
      await measuredSide({ side: 'engine', dataDir, projections: [...names, ...joinedBy(names)], rows });
      const samples = openSqliteReadModels(rows, { clock: systemClock });
      const postgres = await startPostgres();
      const stores = {
        sqlite: () => Promise.resolve(openSqliteReadModels(join(folder, 'pages.db'), { clock: systemClock })),
        postgres: async () => openPostgresReadModels(await postgres.createDatabase(), { clock: systemClock }),
      };
      try {
        const rounds: Round[] = [];
        for (const [name, open] of Object.entries(stores)) {
          if (ONLY_STORE !== undefined && name !== ONLY_STORE) continue;
          const store = await open();
          try {
            rounds.push({ value: await worst(store, samples), reference: null });
          } finally {
            await store.close();
          }
        }
        return rounds;
      } finally {
        await samples.close();
        await postgres.stop();
      }
    }),
};

/** @returns milliseconds */
async function worst(store: ReadModelStore, samples: ReadModelStore): Promise<number> {
  for (const joined of joinedBy(LISTS.map(({ projection }) => projection)).map(projectionNamed)) {
    await copyTable(store, joined, await storedRows(joined, samples));
  }
  let worstOf = { name: '', p99: 0 };
  for (const { projection: name, readers } of LISTS) {
    const projection = projectionNamed(name);
    const some = await storedRows(projection, samples);
    await fillTable(store, projection, some, ROWS);
    const models = servedFrom(store);
    for (const shape of pageShapes(projection, readers)) {
      const taken = await latencies(models, name, shape, some);
      const [middle, p99] = [percentile(taken, 0.5), percentile(taken, 0.99)];
      if (p99 > worstOf.p99) worstOf = { name: shape.name, p99 };
      if (process.env['PAGE_TELL'] !== undefined) tell(middle, p99, slowestOf(taken), shape.name);
    }
  }
  process.stderr.write(`the slowest, ${worstOf.p99.toFixed(1)} ms: ${worstOf.name}\n`);
  return worstOf.p99;
}

/**
 * A line for whoever looks for the slowest: the middle beside the 99th percentile tells the machine's pauses apart, and which pages
 * were slowest what only the first ones take, to be prepared.
 */
function tell(middle: number, p99: number, slowest: readonly number[], shape: string): void {
  const places = slowest.map((place) => `no. ${place + 1}`).join(' and ');
  process.stderr.write(`${p99.toFixed(2)} ms, the middle ${middle.toFixed(2)} ms, the slowest ${places}: ${shape}\n`);
}

/** Which two were slowest, by their places. */
function slowestOf(taken: readonly number[]): readonly number[] {
  const places = [...taken.keys()];
  return places.sort((one, other) => taken[other]! - taken[one]!).slice(0, 2);
}

async function latencies(
  models: ReadModels,
  name: string,
  shape: ReturnType<typeof pageShapes>[number],
  samples: readonly StoredRow[],
): Promise<readonly number[]> {
  const random = new Seeded(REQUESTS);
  const taken: number[] = [];
  for (let request = 0; request < REQUESTS; request++) {
    const parameters = parametersOf(shape, samples, random);
    let cursor: string | null | undefined;
    for (const page of ['first', 'next']) {
      if (page === 'next' && !cursor) break;
      const began = performance.now();
      const { body } = await models.page(name, { ...parameters, ...(cursor && { cursor }) }, shape.reader);
      taken.push(performance.now() - began);
      cursor = body?.next;
    }
  }
  return taken;
}

function servedFrom(reader: ReadModelStore): ReadModels {
  return new ReadModels({
    projections,
    reader,
    search: { tokensOf: () => [], tokensToFind: () => [], isFound: () => true } as never,
    roles,
    open: (value) => Promise.resolve(value),
    availableActions: ({ category, stage, parties }, actor) =>
      availableActions(decisions, roles, { category, stage, parties }, actor),
    lagAt: () => Promise.resolve({ events: 0, seconds: 0 }),
  });
}

/** The read models whose columns are served beside these rows: small ones, of the practice's own rows. */
function joinedBy(names: readonly string[]): readonly string[] {
  const joined = names.flatMap((name) =>
    Object.values(projectionNamed(name).serve?.joins ?? {}).map(([other]) => other),
  );
  return [...new Set(joined)].filter((name) => !names.includes(name));
}

function projectionNamed(name: string): Projection {
  return projections.find((projection) => projection.name === name)!;
}
