import type { FoldedRows, RowSource } from './fold-batch.ts';
import { type Projection, ROWS, tableNames } from '../definition/projection.ts';
import type { ProjectionState, Row, StoredRow } from '../store/read-model-store.ts';
import { MetKeys } from './met-keys.ts';
import type { FoldedRow } from './working-rows.ts';

/** Events that one who is behind reads at once: few enough to be forgotten before they are moved about in memory. */
export const PAGE_SIZE = 1_000;

/** The same beside versions that serve, whose rows wait for a page to be folded: some milliseconds. */
const PAGE_SIZE_BESIDE = 250;

/** Events that one who is behind reads at once. @param besideOthers whether there are versions that serve meanwhile */
export function pageSize(besideOthers: boolean): number {
  return besideOthers ? PAGE_SIZE_BESIDE : PAGE_SIZE;
}

/** Bytes of rows that those who are built together hold back; then all of them are written in one transaction. */
const MOST_HELD = 16_000_000;

/** The same beside versions that serve, whose rows wait for that transaction. */
const MOST_HELD_BESIDE = 4_000_000;

/** What a row weighs beside its values: its entry, its key, its numbers; bytes. */
const ROW_WEIGHT = 200;

/** One of so many rows is weighed: those of a table weigh much the same. */
const WEIGHED = 8;

/** The rows of one table that are held. */
class HeldTable {
  readonly rows = new Map<string, FoldedRow>();
  #weighed = 0;
  #weight = 0;

  /** About how many bytes they are. */
  get weight(): number {
    return this.#weighed === 0 ? 0 : (this.#weight / this.#weighed) * this.rows.size;
  }

  hold(changes: readonly FoldedRow[]): void {
    for (const change of changes) {
      const { key, row, position, revision } = change;
      const known = this.rows.get(key);
      if (known) this.rows.set(key, { key, row, before: known.before, position, revision });
      else {
        if (this.rows.size % WEIGHED === 0) {
          this.#weighed++;
          this.#weight += ROW_WEIGHT + weightOf(row);
        }
        this.rows.set(key, change);
      }
    }
  }
}

/**
 * Rows that were folded and are not written yet. While a version is built nobody reads it: its rows are held back over many
 * batches, are found here by the next, and each of them is written once, with all others, in one transaction. While they are
 * written, and until the next are, they are still found here.
 */
export class HeldRows implements RowSource {
  readonly #projection: Projection;
  readonly #store: RowSource;
  /** What the store does not have, by table. */
  #held = new Map<string, HeldTable>();
  /** What is on its way into the store, or there since. */
  #passed: ReadonlyMap<string, HeldTable> = new Map();
  /** What the store can have, by table, where it had nothing at first: no other rows are looked for. */
  #met: Map<string, MetKeys> | undefined;

  constructor(projection: Projection, store: RowSource) {
    this.#projection = projection;
    this.#store = store;
  }

  /** About how many bytes are held that nobody has begun to write. */
  get weight(): number {
    let weight = 0;
    for (const table of this.#held.values()) weight += table.weight;
    return weight;
  }

  async load(
    projection: Projection,
    keys: readonly string[],
    table: string = ROWS,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    const [held, passed] = [this.#held.get(table)?.rows, this.#passed.get(table)?.rows];
    if (!held && !passed && !this.#met) return this.#store.load(projection, keys, table);
    const met = this.#met?.get(table);
    const missing: string[] = [];
    const found = new Map<string, StoredRow>();
    for (const key of keys) {
      const change = held?.get(key) ?? passed?.get(key);
      if (change?.row) found.set(key, change as StoredRow);
      else if (!change && (!this.#met || met?.mayHave(key))) missing.push(key);
    }
    if (missing.length === 0) return found;
    for (const row of (await this.#store.load(projection, missing, table)).values()) found.set(row.key, row);
    return found;
  }

  async loadWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table: string = ROWS,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    // Looked at before the store answers: what is on its way may be there, and forgotten here, when it has.
    const [held, passed] = [this.#held.get(table)?.rows, this.#passed.get(table)?.rows];
    const stored = await this.#store.loadWhere(projection, column, values, table);
    if (!held && !passed) return stored;
    const wanted = new Set<unknown>(values);
    const found = new Map([...stored].filter(([key]) => !held?.has(key) && !passed?.has(key)));
    const take = (change: FoldedRow) => {
      if (change.row && wanted.has(change.row[column])) found.set(change.key, change as StoredRow);
    };
    for (const change of passed?.values() ?? []) if (!held?.has(change.key)) take(change);
    for (const change of held?.values() ?? []) take(change);
    return found;
  }

  /** Takes in what a batch has changed. */
  hold({ changes, ownChanges }: FoldedRows): void {
    this.#hold(ROWS, changes);
    for (const [table, ofTable] of ownChanges) this.#hold(table, ofTable);
  }

  /**
   * Everything that is held, each row as it was folded last and as the store has it: to be written before this is asked for
   * again. From now on it is held no more.
   */
  pass(): FoldedRows {
    this.#passed = this.#held;
    this.#held = new Map();
    const of = (table: string) => [...(this.#passed.get(table)?.rows.values() ?? [])];
    const own = tableNames(this.#projection).filter((table) => table !== ROWS);
    return { changes: of(ROWS), ownChanges: new Map(own.map((table) => [table, of(table)])) };
  }

  /** What was passed on is to be looked for in the store again, as is whatever else it may have. */
  forget(): void {
    this.#passed = new Map();
    this.#met = undefined;
  }

  /** Nothing is held any more, and it is not to be written. @param isEmpty whether the store has no rows */
  clear(isEmpty = false): void {
    this.#held = new Map();
    this.forget();
    if (isEmpty) this.#met = new Map();
  }

  #hold(table: string, changes: readonly FoldedRow[]): void {
    if (changes.length === 0) return;
    const known = this.#held.get(table);
    const held = known ?? new HeldTable();
    if (!known) this.#held.set(table, held);
    held.hold(changes);
    if (this.#met) this.#meet(this.#met, table, changes);
  }

  #meet(met: Map<string, MetKeys>, table: string, changes: readonly FoldedRow[]): void {
    const known = met.get(table) ?? new MetKeys();
    met.set(table, known);
    // What the store, or this, had before was met then.
    for (const { key, before } of changes) if (before === undefined) known.add(key);
  }
}

/** About the bytes of a value in memory. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 16;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 32;
  for (const name in value) weight += weightOf((value as Row)[name]);
  return weight;
}

/**
 * Whether those who are built together hold so much back that it is time to write it.
 *
 * @param besideOthers whether there are versions that serve meanwhile
 */
export function holdMuch(feeds: readonly { readonly held: number }[], besideOthers: boolean): boolean {
  const most = besideOthers ? MOST_HELD_BESIDE : MOST_HELD;
  return feeds.reduce((weight, { held }) => weight + held, 0) >= most;
}

/** Whether anybody looks at a projection's checkpoint: not as long as it is built, when it is written with its rows. */
export function isRead({ state }: { readonly state: ProjectionState }): boolean {
  return state !== 'building';
}
