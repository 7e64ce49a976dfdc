import { ELEMENT, quoted } from './page-sql.ts';
import { sqliteType } from './sqlite-dialect.ts';
import type { Table } from '../definition/table.ts';
import type { Index } from './table-indexes.ts';

/**
 * The statements by which SQLite, which has no index into lists, has one all the same: a table of what a list holds, and
 * triggers that keep it as the rows are.
 *
 * @param freeName makes of a name for an index one that no other has
 */
export function elementTable(
  { name, table, columns: [list], carried, orders, paired }: Index,
  { columns, keyColumn }: Table,
  freeName: (wanted: string) => string,
): readonly string[] {
  const [rows, elements, held, value, key] = [table, name, list!, ELEMENT, keyColumn].map(quoted);
  const copied = [keyColumn, ...orders, ...carried];
  const lines = copied.map((column) => {
    const { isNullable } = columns[column]!;
    return `${quoted(column)} ${sqliteType(columns[column]!)}${isNullable ? '' : ' NOT NULL'}`;
  });
  const names = copied.map(quoted);
  const into = `INSERT INTO ${elements} (${[value, ...names].join(', ')})`;
  const elementsOf = (row: string, from = '') =>
    `${into} SELECT DISTINCT value, ${names.map((each) => `${row}.${each}`).join(', ')} ` +
    `FROM ${from}json_each(${row}.${held}) WHERE value IS NOT NULL`;
  const index = (suffix: string, of: readonly string[]) =>
    `CREATE INDEX ${quoted(freeName(`${name}__${suffix}`))} ON ${elements} (${[ELEMENT, ...of].map(quoted).join(', ')})`;
  const remove =
    `DELETE FROM ${elements} WHERE ${key} = OLD.${key} ` + `AND ${value} IN (SELECT value FROM json_each(OLD.${held}))`;
  const insert = elementsOf('NEW');
  const isChanged = [list!, ...copied].map((column) => `OLD.${quoted(column)} IS NOT NEW.${quoted(column)}`);
  const trigger = (event: string, ...work: readonly string[]) =>
    `CREATE TRIGGER ${quoted(`${name}__${event.slice(0, 6)}`)} AFTER ${event} BEGIN ${work.join('; ')}; END`;
  return [
    `CREATE TABLE ${elements} (${value} ${sqliteType(columns[list!]!.element!)} NOT NULL, ${lines.join(', ')},
       PRIMARY KEY (${value}, ${key})) STRICT, WITHOUT ROWID`,
    `${elementsOf(rows!, `${rows}, `)} ORDER BY 1, 2`,
    ...orders.map((order) => index(order, [order, keyColumn, ...carried])),
    ...paired.map((other) => index(`with__${other}`, [other, keyColumn])),
    trigger(`INSERT ON ${rows}`, insert),
    trigger(`UPDATE ON ${rows} WHEN ${isChanged.join(' OR ')}`, remove, insert),
    trigger(`DELETE ON ${rows}`, remove),
  ];
}
