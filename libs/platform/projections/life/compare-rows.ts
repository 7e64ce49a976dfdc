import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Position } from '#platform/event-store';
import type { Column } from '../definition/column.ts';
import { type Projection, ROWS, tableOf } from '../definition/projection.ts';
import type { Table } from '../definition/table.ts';
import type { ReadModelSnapshot, Row, StoredRow } from '../store/read-model-store.ts';
import type { Comparison } from './verification.ts';

/** Rows read at a time, and compared before others have their turn. */
const PAGE = 250;
/** Keys of differing rows that are told. */
export const MOST_EXAMPLES = 5;

/** All rows of a table in the order of their keys, read page by page. */
export class Rows implements Comparable {
  readonly #snapshot: ReadModelSnapshot;
  readonly projection: Projection;
  readonly table: Table;
  readonly #name: string;
  #page: readonly StoredRow[] = [];
  #index = 0;
  #isLast = false;
  /** How many have been read. */
  read = 0;

  constructor(snapshot: ReadModelSnapshot, projection: Projection, name: string = ROWS) {
    this.#snapshot = snapshot;
    this.projection = projection;
    this.table = tableOf(projection, name);
    this.#name = name;
  }

  /** The row at hand; undefined after the last. */
  async current(): Promise<StoredRow | undefined> {
    if (this.#index === this.#page.length && !this.#isLast) {
      await othersTurn();
      const after = this.#page.at(-1)?.key;
      const query = {
        where: [],
        order: { column: this.table.keyColumn, descending: false },
        limit: PAGE,
        ...(after !== undefined && { after: { value: after, key: after } }),
      };
      this.#page = await this.#snapshot.page(this.projection, query, this.#name);
      this.#index = 0;
      this.#isLast = this.#page.length < PAGE;
      this.read += this.#page.length;
    }
    return this.#page[this.#index];
  }

  next(): void {
    this.#index++;
  }
}

/** What is compared, in the order of its keys. */
export interface Comparable {
  /** The one at hand; undefined after the last. */
  current(): Promise<StoredRow | undefined>;
  next(): void;
}

/** Rows of two tables, by the columns that both have; undefined where that is none but the key. */
export async function compareRows(own: Rows, other: Rows, until: Position) {
  const columns = comparedColumns(own.table, other.table);
  if (columns.length < 2) return undefined;
  const { digests, ...outcome } = await compare(own, other, columns, until);
  const all = [own, other].every(({ table }) => Object.keys(table.columns).length === columns.length);
  return {
    version: Math.abs(other.projection.version),
    by: all ? 'rows' : 'columns',
    columns,
    ...outcome,
    digests,
  } satisfies Omit<Comparison, 'tables'>;
}

/** @param until what changed behind this position is left out */
export async function compare(own: Comparable, other: Comparable, columns: readonly string[], until: Position) {
  const outcome = { equal: 0, different: 0, onlyHere: 0, onlyThere: 0, inMotion: 0 };
  const digests = [new RowDigest(columns), new RowDigest(columns)] as const;
  const examples: string[] = [];
  for (;;) {
    const [here, there] = [await own.current(), await other.current()];
    if (here === undefined && there === undefined) break;
    const order = here === undefined ? 1 : there === undefined ? -1 : byteOrder(here.key, there.key);
    if (order <= 0) own.next();
    if (order >= 0) other.next();
    const [a, b] = [order <= 0 ? here : undefined, order >= 0 ? there : undefined];
    if ((a?.position ?? 0) > until || (b?.position ?? 0) > until) {
      outcome.inMotion++;
      continue;
    }
    const [hashHere, hashThere] = [a && digests[0].add(a.row), b && digests[1].add(b.row)];
    if (hashHere === hashThere) outcome.equal++;
    else outcome[a === undefined ? 'onlyThere' : b === undefined ? 'onlyHere' : 'different']++;
    if (hashHere !== hashThere && examples.length < MOST_EXAMPLES) examples.push((a ?? b)!.key);
  }
  return { ...outcome, digests: [digests[0].hex, digests[1].hex] as const, examples };
}

/** The columns that both tables have, of the same kind; the key leads them, or there are none. */
function comparedColumns(a: Table, b: Table): readonly string[] {
  if (a.keyColumn !== b.keyColumn) return [];
  return Object.keys(a.columns).filter((name) => isSameKind(a.columns[name]!, b.columns[name]));
}

function isSameKind(one: Column, other: Column | undefined): boolean {
  return one.kind === other?.kind && one.element?.kind === other.element?.kind;
}

/** The order that databases sort keys in. */
function byteOrder(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The sum of the hashes of rows: the same in whatever order they come. */
class RowDigest {
  readonly #columns: readonly string[];
  #sum = 0n;

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  /** @returns the hash of the row, hex */
  add(row: Row): string {
    const text = JSON.stringify(this.#columns.map((column) => canonical(row[column])));
    const hash = createHash('sha256').update(text).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % (1n << 256n);
    return hash;
  }

  get hex(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}

/** Members in the order of their names: databases keep their own. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
}
