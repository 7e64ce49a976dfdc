import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../errors.ts';

/**
 * Copies one moment of a SQLite file, while others write to it and without keeping them waiting: what was committed when
 * it began is in the copy, what came later is not. What was deleted is not in it either, not even as bytes. The copy is
 * readable by its owner only and on the disk when this returns; the thread stands still meanwhile, some 10 s for 1 GB.
 *
 * `VACUUM INTO`, because the online backup begins again whenever another process writes: under load it would not end.
 *
 * @param to a file that is not there yet
 * @throws StoreUnavailable when the file cannot be read, or the copy not written
 */
export function copySqliteFile(file: string, to: string): void {
  try {
    closeSync(openSync(to, 'wx', 0o600));
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      db.prepare('VACUUM INTO ?').run(to);
    } finally {
      db.close();
    }
    syncFile(to);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`${file} cannot be copied to ${to}: ${reason}.`, { cause: error });
  }
}

/** SQLite does not wait for the disk here. */
function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
