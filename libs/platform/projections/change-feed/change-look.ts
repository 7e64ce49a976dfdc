import type { ChangeStream, Slice } from './change-stream.ts';
import { type Read, readIn } from '../serving/read-model-items.ts';
import type { Sources } from '../serving/read-model-sources.ts';
import type { Condition, PageQuery, ReadModelSnapshot } from '../store/read-model-store.ts';

/** Own rows whose joined rows have changed: read page by page, by key. */
export interface Pending {
  readonly slice: Slice;
  readonly after: string | undefined;
}

/** What one snapshot says of changes. */
export interface Look {
  readonly sources: Sources;
  /** Of each stream of the read model's own table. */
  readonly slices: ReadonlyMap<ChangeStream, Slice>;
  /** Own rows that these slices name, as far as they are in the reader's scope. */
  readonly inScope: Read;
  /** Keys of those among them that satisfy the filters. */
  readonly matching: ReadonlySet<string>;
  /** Own rows to tell again, for what they join. */
  readonly joining: readonly { readonly stream: ChangeStream; readonly pending: Pending; readonly read: Read }[];
}

/** What a look is taken with. */
export interface Asked {
  readonly streams: readonly ChangeStream[];
  /** Where a stream of a joined table has rows left to be told. */
  readonly pending: ReadonlyMap<ChangeStream, Pending>;
  readonly scope: Condition;
  readonly filters: readonly Condition[];
  /** Most changes of a stream, and most rows that join one. */
  readonly limit: number;
}

/** Looks at all streams, and reads the rows that their changes name, in one snapshot. */
export async function lookIn(snapshot: ReadModelSnapshot, sources: Sources, asked: Asked): Promise<Look> {
  const { streams, scope, limit } = asked;
  const slices = new Map<ChangeStream, Slice>();
  const joining: Look['joining'][number][] = [];
  for (const stream of streams) {
    const pending: Pending = asked.pending.get(stream) ?? {
      slice: await stream.look(snapshot, sources, scope, limit),
      after: undefined,
    };
    if (stream.of.join === undefined) slices.set(stream, pending.slice);
    else if (pending.slice.changes.length === 0) stream.tell(pending.slice);
    else joining.push({ stream, pending, read: await joiningRows(snapshot, sources, stream, pending, asked) });
  }
  const changes = [...slices.values()].flatMap((slice) => slice.changes);
  return {
    sources,
    slices,
    joining,
    ...(await ownRows(snapshot, sources, [...new Set(changes.map(({ key }) => key))], asked)),
  };
}

async function ownRows(
  snapshot: ReadModelSnapshot,
  sources: Sources,
  keys: readonly string[],
  { scope, filters }: Asked,
): Promise<Pick<Look, 'inScope' | 'matching'>> {
  if (keys.length === 0) return { inScope: { rows: [], joined: {}, sources }, matching: new Set() };
  const { projection } = sources.own;
  const column = projection.table.keyColumn;
  const rows: PageQuery = {
    where: [{ is: 'oneOf', column, values: keys }, scope],
    order: { column, descending: false },
    limit: keys.length,
  };
  const inScope = await readIn(snapshot, sources, rows);
  const matching =
    filters.length > 0 && inScope.rows.length > 0
      ? await snapshot.page(projection, { ...rows, where: [...rows.where, ...filters] })
      : inScope.rows;
  return { inScope, matching: new Set(matching.map(({ key }) => key)) };
}

function joiningRows(
  snapshot: ReadModelSnapshot,
  sources: Sources,
  { of: { join } }: ChangeStream,
  { slice, after }: Pending,
  { scope, filters, limit }: Asked,
): Promise<Read> {
  const { serve, table } = sources.own.projection;
  const [, column] = serve.joins![join!]!;
  const values = slice.changes.map(({ key }) => key);
  return readIn(snapshot, sources, {
    where: [{ is: 'oneOf', column, values }, scope, ...filters],
    order: { column: table.keyColumn, descending: false },
    limit,
    ...(after !== undefined && { after: { value: after, key: after } }),
  });
}
