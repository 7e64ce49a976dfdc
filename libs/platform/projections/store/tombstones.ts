import type { Clock } from '#platform/clock';
import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { type Row, type RowChange, tableName } from './read-model-store.ts';

/** How long it is remembered that a row is gone: whoever follows its changes may be away that long, milliseconds. */
export const REMEMBERED_MS = 7 * 24 * 60 * 60 * 1000;

/** Least milliseconds between two looks for what need not be remembered any more. */
const FORGETTING_EVERY_MS = 60 * 60 * 1000;

/** What is left of a row that some reader saw and does not see any more. */
export interface Tombstone {
  readonly key: string;
  /** Position of the event that deleted it, or moved it. */
  readonly position: Position;
  /** What the columns of the projection's scope held before: only who could see the row hears that it is gone. */
  readonly scope: Row;
}

/** The columns that say who sees a row. */
export function scopeColumns({ scope }: Pick<Projection, 'scope'>): readonly string[] {
  const { offices = [], persons = [], members = [], organisations = [], addressees = [] } = scope;
  return [...new Set([...offices, ...persons, ...members, ...organisations, ...addressees])];
}

/** The tombstones that a batch leaves: of rows deleted, and of those that lost a value by which somebody saw them. */
export function tombstonesOf(projection: Projection, changes: readonly RowChange[]): readonly Tombstone[] {
  const columns = scopeColumns(projection);
  return changes.flatMap(({ key, before, row, position }) => {
    if (!before || (row && columns.every((column) => keeps(before[column], row[column])))) return [];
    return [{ key, position, scope: Object.fromEntries(columns.map((column) => [column, before[column]])) }];
  });
}

/** Whether everyone who saw a row by the value of one column before sees it by that column now. */
function keeps(before: unknown, after: unknown): boolean {
  if (!Array.isArray(before)) return before === null || before === after;
  return before.every((value) => (after as readonly unknown[]).includes(value));
}

/** Says when it is time to forget what has been gone for long: for each projection once an hour. */
export class Forgetting {
  readonly #clock: Clock;
  readonly #last = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The instant (ISO 8601 UTC) before which nothing is remembered; undefined where that was looked at a while ago. */
  due(projection: Projection): string | undefined {
    const now = Date.parse(this.#clock.now());
    const table = tombstoneTableName(projection);
    if (now - (this.#last.get(table) ?? -Infinity) < FORGETTING_EVERY_MS) return undefined;
    this.#last.set(table, now);
    return new Date(now - REMEMBERED_MS).toISOString();
  }
}

/** Table of a projection's tombstones. */
export function tombstoneTableName(projection: Projection): string {
  return `${tableName(projection)}__gone`;
}
