import { randomUUID } from 'node:crypto';
import { PUT_AWAY } from './put-away.ts';
import { type Script, type Scripts, type Statement, statement } from './script.ts';

/** What becomes of the tables of a version when it ends or another takes its place, as statements. */

/** Renames a table and those beside it, with what was named after them. */
export function* renameTables(from: string, to: string, scripts: Scripts): Script<void> {
  const tables = (yield scripts.tablesLike(from)).rows.map(({ name }) => String(name));
  const triggers = yield* droppedTriggers(tables, scripts);
  for (const table of tables) {
    const renamed = to + table.slice(from.length);
    yield statement(`ALTER TABLE "${table}" RENAME TO "${renamed}"`);
    if (scripts.indexesOf) yield* renameIndexes(scripts.indexesOf(renamed), table, renamed);
  }
  for (const sql of triggers) yield statement(sql.replaceAll(`"${from}`, `"${to}`));
}

/**
 * Drops a table and those beside it, but for some and what is beside those. Where that takes long they are put away, to be
 * dropped bit by bit.
 */
export function* dropTables(table: string, kept: readonly string[], scripts: Scripts): Script<void> {
  const dropped = (yield scripts.tablesLike(table)).rows
    .map(({ name }) => String(name))
    .filter((found) => !kept.some((one) => found === one || found.startsWith(`${one}__`)));
  yield* droppedTriggers(dropped, scripts);
  const away = `${PUT_AWAY}${randomUUID().slice(0, 8)}__`;
  for (const found of dropped) {
    yield statement(
      scripts.triggersOf ? `ALTER TABLE "${found}" RENAME TO "${away}${found}"` : `DROP TABLE "${found}"`,
    );
  }
}

/** Drops the triggers of tables: with them it takes ten times as long to rename one. @returns what made them */
function* droppedTriggers(tables: readonly string[], scripts: Scripts): Script<string[]> {
  const made: string[] = [];
  if (!scripts.triggersOf) return made;
  for (const table of tables) {
    for (const { name, sql } of (yield scripts.triggersOf(table)).rows) {
      yield statement(`DROP TRIGGER "${String(name)}"`);
      made.push(String(sql));
    }
  }
  return made;
}

/** Names those that were named after the table by what it is called now; what the database named itself is left. */
function* renameIndexes(indexes: Statement, from: string, to: string): Script<void> {
  for (const { name } of (yield indexes).rows) {
    const known = String(name);
    if (!known.startsWith(`${from}__i`)) continue;
    yield statement(`ALTER INDEX "${known}" RENAME TO "${to}${known.slice(from.length)}"`);
  }
}
