import type { Actor } from '#platform/event-store';
import type { Projection } from '../definition/projection.ts';
import type { ServedProjection } from './read-model-parameters.ts';
import { AUDITOR } from './read-model-scope.ts';
import type { Row, StoredRow } from '../store/read-model-store.ts';

/** The rows of other read models that a page's joins need: name of the join → key → row. */
export type JoinedRows = { readonly [join: string]: Joined };

export interface Joined {
  /** Classes of field of the joined columns. */
  readonly classes: { readonly [column: string]: string | undefined };
  readonly rows: ReadonlyMap<string, StoredRow>;
  /** What the joined row itself reveals, where it has to show a column too. */
  readonly reveals?: Projection['reveals'];
}

/** A row as its reader may see it, sealed values still closed. */
export interface RevealedRow {
  /** Each column's value, and each join's columns under the join's name; null where it is withheld. */
  readonly members: Row;
  /** Members that are withheld, joined ones as `client.name`, in the order of declaration. */
  readonly withheld: readonly string[];
}

/**
 * Puts null in place of every value whose class of field the reader may not see in this row; the auditor sees all.
 *
 * A joined column keeps the class it has in its own read model; whether it may be seen is decided by the row that
 * joins it, since that is the row the reader has access to, and by the joined row too where the join says `as there`.
 * Where the column that holds the joined key is withheld, so is the whole join.
 */
export function revealRow(projection: ServedProjection, row: Row, joined: JoinedRows, reader: Actor): RevealedRow {
  const joins = Object.entries(projection.serve.joins ?? {});
  const others = Object.fromEntries(joins.map(([name, [, keyColumn]]) => [name, rowIn(joined[name]!, row[keyColumn])]));
  const revealed: ReadonlySet<string> = new Set(projection.reveals?.(row, reader, others) ?? []);
  const seesAll = reader.role === AUDITOR;
  const isHidden = (dataClass: string | undefined) => dataClass !== undefined && !seesAll && !revealed.has(dataClass);
  const withheld: string[] = [];
  const members: { [name: string]: unknown } = {};
  for (const [name, column] of Object.entries(projection.table.columns)) {
    if (column.isHidden) continue;
    const hidden = isHidden(column.dataClass);
    if (hidden) withheld.push(name);
    members[name] = hidden ? null : row[name];
  }
  for (const [name, [, keyColumn, columns]] of joins) {
    const { classes, reveals } = joined[name]!;
    if (withheld.includes(keyColumn)) {
      withheld.push(name);
      members[name] = null;
      continue;
    }
    const other = others[name];
    const shown = other && reveals && !seesAll ? new Set<string>(reveals(other, reader)) : undefined;
    const hidden = columns.filter((column) => {
      const dataClass = classes[column];
      return isHidden(dataClass) || (shown !== undefined && dataClass !== undefined && !shown.has(dataClass));
    });
    withheld.push(...hidden.map((column) => `${name}.${column}`));
    members[name] = other
      ? Object.fromEntries(columns.map((column) => [column, hidden.includes(column) ? null : other[column]]))
      : null;
  }
  return { members, withheld };
}

function rowIn({ rows }: Joined, key: unknown): Row | undefined {
  return typeof key === 'string' ? rows.get(key)?.row : undefined;
}

/** Whether a row shows its reader anything of what it joins under a name, be it that there is nothing. */
export function showsJoin({ serve }: ServedProjection, { withheld }: RevealedRow, join: string): boolean {
  const [, , columns] = serve.joins![join]!;
  return !withheld.includes(join) && !columns.every((column) => withheld.includes(`${join}.${column}`));
}
