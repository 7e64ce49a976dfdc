import type { PathFinding } from './page-path.ts';
import { quoted } from './page-sql.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { ValueCounts } from './value-counts.ts';

/**
 * What finds the way to a page of a table in SQLite.
 *
 * @param first the first row that a statement answers
 */
export function sqlitePathFinding(
  table: string,
  first: (text: string, ...parameters: unknown[]) => Readonly<Record<string, unknown>> | undefined,
  indexesThere: PathFinding['indexesThere'],
): PathFinding {
  const counts = new ValueCounts((of, values, most) => {
    const asked = values.map(([column, , compared = '=']) => `${quoted(column)} ${compared} ?`).join(' AND ');
    const some = `SELECT 1 FROM ${quoted(of)} WHERE ${asked} LIMIT ?`;
    const parameters = [...values.map(([, value]) => sqliteDialect.value(value)), most];
    return Number(first(`SELECT count(*) AS count FROM (${some})`, ...parameters)?.['count']);
  });
  return {
    indexesThere,
    count: (of, values, most) => counts.of(of, values, most),
    bounds: (column) => {
      const [least, most] = ['min', 'max'].map(
        (which) => first(`SELECT ${which}(${quoted(column)}) AS bound FROM ${quoted(table)}`)?.['bound'],
      );
      return typeof least === 'string' && typeof most === 'string' ? [least, most] : undefined;
    },
  };
}
