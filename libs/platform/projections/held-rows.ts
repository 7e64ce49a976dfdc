import type { FoldedRows, RowSource } from './fold-batch.ts';
import { type Projection, ROWS, tableNames } from './projection.ts';
import type { ProjectionState, Row, StoredRow } from './read-model-store.ts';
import type { FoldedRow } from './working-rows.ts';

/** Events that one who is behind reads at once: few enough to be forgotten before they are moved about in memory. */
export const PAGE_SIZE = 2_000;

/** Bytes of rows that those who are built together hold back; then all of them are written in one transaction. */
const MOST_HELD = 32_000_000;

/** What a row weighs beside its values: its entry, its key, its numbers; bytes. */
const ROW_WEIGHT = 200;

interface Held {
  readonly change: FoldedRow;
  readonly weight: number;
}

/**
 * Rows that were folded and are not written yet. While a version is built nobody reads it: its rows are held back over many
 * batches, are found here by the next, and each of them is written once, with all others, in one transaction.
 */
export class HeldRows implements RowSource {
  readonly #projection: Projection;
  readonly #store: RowSource;
  readonly #tables = new Map<string, Map<string, Held>>();
  #weight = 0;

  constructor(projection: Projection, store: RowSource) {
    this.#projection = projection;
    this.#store = store;
  }

  /** About how many bytes are held. */
  get weight(): number {
    return this.#weight;
  }

  async load(
    projection: Projection,
    keys: readonly string[],
    table: string = ROWS,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    const held = this.#tables.get(table);
    if (!held) return this.#store.load(projection, keys, table);
    const missing = keys.filter((key) => !held.has(key));
    const found = new Map(missing.length > 0 ? await this.#store.load(projection, missing, table) : []);
    for (const key of keys) take(found, held.get(key));
    return found;
  }

  async loadWhere(
    projection: Projection,
    column: string,
    values: readonly string[],
    table: string = ROWS,
  ): Promise<ReadonlyMap<string, StoredRow>> {
    const stored = await this.#store.loadWhere(projection, column, values, table);
    const held = this.#tables.get(table);
    if (!held) return stored;
    const wanted = new Set(values);
    const found = new Map([...stored].filter(([key]) => !held.has(key)));
    for (const row of held.values()) if (wanted.has(row.change.row?.[column] as string)) take(found, row);
    return found;
  }

  /** Takes in what a batch has changed. */
  hold({ changes, ownChanges }: FoldedRows): void {
    this.#hold(ROWS, changes);
    for (const [table, ofTable] of ownChanges) this.#hold(table, ofTable);
  }

  /** Everything that is held, each row as it was folded last and as the store has it. */
  rows(): FoldedRows {
    const of = (table: string) => [...(this.#tables.get(table)?.values() ?? [])].map(({ change }) => change);
    const own = tableNames(this.#projection).filter((table) => table !== ROWS);
    return { changes: of(ROWS), ownChanges: new Map(own.map((table) => [table, of(table)])) };
  }

  /** Nothing is held any more: it was written, or is not to be. */
  clear(): void {
    this.#tables.clear();
    this.#weight = 0;
  }

  #hold(table: string, changes: readonly FoldedRow[]): void {
    if (changes.length === 0) return;
    const held = this.#tables.get(table) ?? new Map<string, Held>();
    this.#tables.set(table, held);
    for (const change of changes) {
      const known = held.get(change.key);
      const before = known ? known.change.before : change.before;
      const weight = ROW_WEIGHT + weightOf(change.row);
      this.#weight += weight - (known?.weight ?? 0);
      held.set(change.key, { change: { ...change, before }, weight });
    }
  }
}

function take(found: Map<string, StoredRow>, held: Held | undefined): void {
  if (!held) return;
  const { key, row, position, revision } = held.change;
  if (row) found.set(key, { key, row, position, revision });
}

/** About the bytes of a value in memory. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 16;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 32;
  for (const name in value) weight += weightOf((value as Row)[name]);
  return weight;
}

/** Whether those who are built together hold so much back that it is time to write it. */
export function holdMuch(feeds: readonly { readonly held: number }[]): boolean {
  return feeds.reduce((weight, { held }) => weight + held, 0) >= MOST_HELD;
}

/** Whether anybody looks at a projection's checkpoint: not as long as it is built, when it is written with its rows. */
export function isRead({ state }: { readonly state: ProjectionState }): boolean {
  return state !== 'building';
}
