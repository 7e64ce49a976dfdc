import { rmSync } from 'node:fs';

/** Deletes a database with what SQLite keeps beside it. */
export function deleteDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}
