import { isDeepStrictEqual } from 'node:util';
import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import { rebuildInMemory, type Projection, type ReadModelReader, type StoredRow } from '#platform/projections';
import type { TokensOf } from '#platform/projections/engine';
import type { Problems } from './recorded-facts.ts';

/** Rows read at a time. */
const PAGE = 1_000;

/** Differences reported of one read model. */
const MOST_REPORTED = 3;

/** How far each projection's rows have come; undefined for one that serves nothing yet. */
export async function checkpoints(
  projections: readonly Projection[],
  rows: ReadModelReader,
): Promise<readonly (number | undefined)[]> {
  const statuses = await rows.snapshot((snapshot) => snapshot.statuses());
  return projections.map(
    ({ name, version }) =>
      statuses.find((status) => status.name === name && status.version === version && status.state === 'live')
        ?.checkpoint?.position,
  );
}

/** Every row of a read model, read page by page. */
export async function storedRows(projection: Projection, rows: ReadModelReader): Promise<readonly StoredRow[]> {
  const { keyColumn } = projection.table;
  const all: StoredRow[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await rows.snapshot((snapshot) =>
      snapshot.page(projection, {
        where: [],
        order: { column: keyColumn, descending: false },
        limit: PAGE,
        ...(last && { after: { value: last.key, key: last.key } }),
      }),
    );
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** Every row is what the log says, and the log says no other row. */
export async function rowsUnlikeTheLog(
  projection: Projection,
  { rows, events, registry }: { rows: ReadModelReader; events: readonly RecordedEvent[]; registry: EventRegistry },
): Promise<Problems> {
  const log = {
    async *readAll() {
      yield* events;
    },
  };
  const expected = await rebuildInMemory(projection, log, registry);
  const stored = new Map((await storedRows(projection, rows)).map((row) => [row.key, row]));
  const keys = new Set([...expected.keys(), ...stored.keys()]);
  const problems = [...keys].flatMap((key) => {
    const [of, is] = [expected.get(key), stored.get(key)];
    if (isDeepStrictEqual(of, is)) return [];
    return [`${projection.name} ${key}: stored ${JSON.stringify(is)}, rebuilt ${JSON.stringify(of)}`];
  });
  return problems.length <= MOST_REPORTED
    ? problems
    : [...problems.slice(0, MOST_REPORTED), `${projection.name}: ${problems.length} rows differ in all`];
}

/** What the rows are found by is what the rows say. */
export async function tokensUnlikeTheRows(
  projection: Projection,
  { rows, tokensOf }: { readonly rows: ReadModelReader; readonly tokensOf: TokensOf },
): Promise<Problems> {
  const stored = await storedRows(projection, rows);
  const problems: string[] = [];
  for (const { key, row } of stored) {
    const tokens = await tokensOf(projection, row);
    const found = await rows.snapshot((snapshot) =>
      snapshot.page(projection, {
        where: [
          { is: 'found', tokens },
          { is: 'equal', column: projection.table.keyColumn, value: key },
        ],
        order: { column: projection.table.keyColumn, descending: false },
        limit: 1,
      }),
    );
    if (tokens.length > 0 && found.length === 0)
      problems.push(`${projection.name} ${key} is not found by its own words`);
  }
  return problems.slice(0, MOST_REPORTED);
}
