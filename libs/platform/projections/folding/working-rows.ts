import type { Position, Revision } from '#platform/event-store';
import type { Row, StoredRow } from '../store/read-model-store.ts';

/** A row while a batch is folded. */
interface WorkingRow {
  row: Row | undefined;
  position: Position;
  revision: Revision | null;
  /** As the store has it; undefined where it has none. */
  readonly before: Row | undefined;
  isChanged: boolean;
}

/** A row's new value after a batch; `row` undefined: it is deleted. */
export interface FoldedRow {
  readonly key: string;
  readonly row: Row | undefined;
  /** The row as the store has it; undefined where it has none. */
  readonly before: Row | undefined;
  readonly position: Position;
  readonly revision: Revision | null;
}

/**
 * The rows of a table that a batch works on, in memory, found by key and by the columns that an `each` looks rows up by.
 * Those indexes follow every change, so that a row made, moved or deleted earlier in the batch is found where it is now.
 */
export class WorkingRows {
  readonly #rows = new Map<string, WorkingRow>();
  readonly #indexes: ReadonlyMap<string, Map<unknown, Set<string>>>;

  constructor(indexedColumns: readonly string[]) {
    this.#indexes = new Map(indexedColumns.map((column) => [column, new Map()]));
  }

  /** Takes in rows of the store. */
  take(stored: Iterable<StoredRow>): void {
    for (const { key, row, position, revision } of stored) {
      if (this.#rows.has(key)) continue;
      this.#rows.set(key, { row, position, revision, before: row, isChanged: false });
      this.#index(key, undefined, row);
    }
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)?.row;
  }

  /** Keys of the rows whose column holds the value now. */
  keysWhere(column: string, value: unknown): readonly string[] {
    return [...(this.#indexes.get(column)?.get(value) ?? [])];
  }

  /**
   * Replaces a row, or deletes it. The revision starts anew with a row made anew.
   *
   * @param isSeen false where nothing of the change can be seen: the row's position stays
   */
  set(key: string, row: Row | undefined, position: Position, isSeen = true): void {
    const known = this.#rows.get(key);
    if (known === undefined) {
      if (row === undefined) return;
      this.#rows.set(key, { row, position, revision: null, before: undefined, isChanged: true });
    } else {
      known.revision = known.row === undefined || row === undefined ? null : known.revision;
      known.isChanged ||= known.row !== row;
      if (isSeen) known.position = position;
      this.#index(key, known.row, undefined);
      known.row = row;
    }
    this.#index(key, undefined, row);
  }

  /** Sets the revision of a row's own stream. Nothing happens where there is no such row. */
  setRevision(key: string, revision: Revision, position: Position): void {
    const known = this.#rows.get(key);
    if (known?.row === undefined) return;
    known.revision = revision;
    known.position = position;
    known.isChanged = true;
  }

  /** What is to be written: the rows changed, and those deleted that the store has. */
  changes(): FoldedRow[] {
    const changes: FoldedRow[] = [];
    this.#rows.forEach(({ row, before, position, revision, isChanged }, key) => {
      if (isChanged && (row ?? before)) changes.push({ key, row, before, position, revision });
    });
    return changes;
  }

  #index(key: string, before: Row | undefined, after: Row | undefined): void {
    for (const [column, keys] of this.#indexes) {
      if (before) keys.get(before[column])?.delete(key);
      if (!after || after[column] === null) continue;
      const value = after[column];
      const there = keys.get(value);
      if (there) there.add(key);
      else keys.set(value, new Set([key]));
    }
  }
}
