import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/projection.ts';
import { type Beside, type EntryBeside, keptBeside } from '../store/entries-beside.ts';
import type { ReadModelSnapshot, StoredRow } from '../store/read-model-store.ts';
import { compare, type Comparable } from './compare-rows.ts';
import type { Comparison, TableComparison } from './verification.ts';

/** Entries read at a time, and compared before others have their turn. */
const PAGE = 1_000;

/** What tells an entry from another in its key: it stands in no value. */
const BETWEEN = '\0';

/**
 * What two versions keep beside their rows, entry by entry, where both keep it of the same columns: what `q` finds rows by, and
 * what lists hold where there are tables of that.
 */
export async function compareBeside(
  snapshot: ReadModelSnapshot,
  projection: Projection,
  other: Projection,
  until: Position,
): Promise<Comparison['tables']> {
  const tables: { [table: string]: TableComparison } = {};
  const there = new Map(keptBeside(other).map((beside) => [beside.what, beside]));
  for (const beside of keptBeside(projection)) {
    const same = there.get(beside.what);
    if (!same || !isAlike(projection, other, beside)) continue;
    const [a, b] = [new Entries(snapshot, projection, beside, other), new Entries(snapshot, other, same, projection)];
    if (!(await a.isKept()) || !(await b.isKept())) continue;
    const { equal, different, onlyHere, onlyThere, inMotion, examples } = await compare(a, b, ['values'], until);
    const keys = examples.map((name) => keyIn(name, beside));
    tables[beside.what] = { equal, different, onlyHere, onlyThere, inMotion, examples: [...new Set(keys)] };
  }
  return tables;
}

/** Whether both are to have the same entries of the same rows. */
function isAlike({ table: one }: Projection, { table: other }: Projection, { what }: Beside): boolean {
  if (one.keyColumn !== other.keyColumn) return false;
  if (what in one.columns) return one.columns[what]!.element?.kind === other.columns[what]?.element?.kind;
  return one.searched.join() === other.searched.join();
}

function keyIn(name: string, { columns: [first], key }: Beside): string {
  return name.split(BETWEEN)[first === key ? 0 : 1]!;
}

/** All entries, as rows of nothing but what tells them apart. */
class Entries implements Comparable {
  readonly #page: (after: EntryBeside['values'] | undefined) => Promise<readonly EntryBeside[] | undefined>;
  #entries: readonly EntryBeside[] | undefined;
  #index = 0;

  constructor(snapshot: ReadModelSnapshot, projection: Projection, beside: Beside, other: Projection) {
    this.#page = (after) => snapshot.entries(projection, beside, { other, after, limit: PAGE });
  }

  /** Whether the table is there. */
  async isKept(): Promise<boolean> {
    return (this.#entries ??= await this.#page(undefined)) !== undefined;
  }

  async current(): Promise<StoredRow | undefined> {
    const entries = this.#entries!;
    if (this.#index === PAGE) {
      await othersTurn();
      this.#entries = await this.#page(entries.at(-1)!.values);
      this.#index = 0;
    }
    const entry = this.#entries![this.#index];
    return (
      entry && {
        key: entry.values.join(BETWEEN),
        row: { values: entry.values },
        position: entry.position,
        revision: null,
      }
    );
  }

  next(): void {
    this.#index++;
  }
}
