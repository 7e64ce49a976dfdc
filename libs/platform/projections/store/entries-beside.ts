import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/projection.ts';
import type { Dialect } from './dialect.ts';
import { ELEMENT, quoted, type Sql } from './page-sql.ts';
import { tableName, tokenTableName } from './read-model-store.ts';
import { quickeningIndexes } from './table-indexes.ts';

/** What is kept beside the rows that are served: what `q` finds them by, and in SQLite what a list of theirs holds. */
export interface Beside {
  /** `search tokens`, or the name of the list. */
  readonly what: string;
  readonly table: string;
  /** The columns that tell an entry apart, in the order that the table is kept in. */
  readonly columns: readonly [string, string];
  /** The one of them that is the row's key. */
  readonly key: string;
}

/** An entry: two values, one of which is its row's key. */
export interface EntryBeside {
  readonly values: readonly [string, string];
  readonly key: string;
  /** The later of the positions at which this row changed last in either version; 0 where neither has it. */
  readonly position: Position;
}

/** Which entries to look at. */
export interface EntriesRange {
  /** The version that the entries' rows are compared with. */
  readonly other: Projection;
  /** Behind this entry. */
  readonly after: EntryBeside['values'] | undefined;
  readonly limit: number;
}

/** What reads them. */
export interface EntriesReader {
  /** Entries in the order of their values; undefined where the table is not there: few rows do without. */
  entries(projection: Projection, beside: Beside, range: EntriesRange): Promise<readonly EntryBeside[] | undefined>;
}

/** What a version may keep beside its rows. Lists of numbers are left out: they are in another order than that of their bytes. */
export function keptBeside(projection: Projection): readonly Beside[] {
  const { searched, columns, keyColumn } = projection.table;
  const tokens = {
    what: 'search tokens',
    table: tokenTableName(projection),
    columns: ['key', 'token'],
    key: 'key',
  } as const;
  const lists = quickeningIndexes(projection)
    .filter(({ isOfList, table }) => isOfList && table === tableName(projection))
    .filter(({ columns: [list] }) => columns[list!]!.element?.kind !== 'integer')
    .map(({ name, columns: [list] }) => {
      return { what: list!, table: name, columns: [ELEMENT, keyColumn], key: keyColumn } as const;
    });
  return searched.length > 0 ? [tokens, ...lists] : lists;
}

/** The statement that answers entries: `first`, `second`, `here` and `there`, the positions of their rows. */
export function entriesSql(projection: Projection, beside: Beside, range: EntriesRange, dialect: Dialect): Sql {
  const { table, columns, key } = beside;
  const { other, after = ['', ''], limit } = range;
  const [first, second] = columns.map((column) => `kept.${quoted(column)}`);
  const rowsOf = (version: Projection, name: string) =>
    `LEFT JOIN ${quoted(tableName(version))} AS ${name} ` +
    `ON ${name}.${quoted(version.table.keyColumn)} = kept.${quoted(key)}`;
  const [one, two, most] = [1, 2, 3].map((place) => dialect.parameter(place));
  const text =
    `SELECT ${first} AS first, ${second} AS second, here._position AS here, there._position AS there ` +
    `FROM ${quoted(table)} AS kept ${rowsOf(projection, 'here')} ${rowsOf(other, 'there')} ` +
    `WHERE (${first}, ${second}) > (${one}, ${two}) ORDER BY ${first}, ${second} LIMIT ${most}`;
  return { text, parameters: [...after, limit] };
}

export function entryOf(beside: Beside, row: Readonly<Record<string, unknown>>): EntryBeside {
  const values = [String(row['first']), String(row['second'])] as const;
  const key = values[beside.columns[0] === beside.key ? 0 : 1];
  return { values, key, position: Math.max(Number(row['here'] ?? 0), Number(row['there'] ?? 0)) };
}
