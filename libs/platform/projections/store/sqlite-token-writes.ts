import type { Projection } from '../definition/projection.ts';
import { quoted } from './page-sql.ts';
import { hasOldTokens, type RowChange, tokenTableName } from './read-model-store.ts';
import { FEW, parts } from './sqlite-row-writes.ts';
import type { SqliteWrite } from './sqlite-write.ts';

/**
 * The statement that makes the table of what `q` finds rows by. What a row is found by stands together: it is written
 * together and forgotten together, without an index for it.
 */
export function tokenTable(projection: Projection): string {
  return `CREATE TABLE ${quoted(tokenTableName(projection))}
    (token TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (key, token)) STRICT, WITHOUT ROWID`;
}

/**
 * The statements that write what rows are found by, and forget what they were found by.
 *
 * @param indexToMake what makes the index by key, where the table was made without order and has none
 */
export function* tokenWrites(
  projection: Projection,
  changes: readonly RowChange[],
  indexToMake: () => string | undefined,
): Generator<SqliteWrite> {
  const table = quoted(tokenTableName(projection));
  const replacing = changes.filter(hasOldTokens);
  if (replacing.length > 0) {
    const text = indexToMake();
    if (text !== undefined) yield { text, width: 0, values: [] };
    yield { text: `DELETE FROM ${table} WHERE key = ?`, width: 1, values: replacing.map(({ key }) => key) };
  }
  // One text a row: some fifty values would each be copied from thread to thread, and each with its row's key.
  const text = `INSERT INTO ${table} (token, key) SELECT value, ? FROM json_each(?)`;
  const found = changes.filter(({ tokens = [] }) => tokens.length > 0);
  if (found.length > FEW) found.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const part of parts(found)) {
    yield { text, width: 2, values: part.flatMap(({ key, tokens }) => [key, JSON.stringify(tokens)]) };
  }
}
