import { chmodSync, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';

/** What only its owner may read and write. */
const OWNERS = 0o600;

/**
 * Lets nobody but its owner read an SQLite file, new or old: numbers of companies stand there in clear. Side files that
 * SQLite makes later take the file's mode; those that are there already, after a crash or beside another program, are
 * brought to it. A file of somebody else's, or on a disk that knows no modes, stays as it is.
 */
export function keepToOwner({ name, memory }: Database): void {
  if (memory) return;
  for (const file of [name, `${name}-wal`, `${name}-shm`, `${name}-journal`]) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found && (found.mode & 0o777) !== OWNERS && found.uid === process.geteuid?.()) chmodSync(file, OWNERS);
  }
}
