import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#platform/clock';
import { openFile } from '../store/sqlite-file.ts';
import { ProjectionLife } from './projection-life.ts';
import { type Scripts, sqliteScripts } from './script.ts';

/** The life of projections, opened beside whoever keeps them. */
export interface OpenLife {
  readonly life: ProjectionLife;
  close(): Promise<void>;
}

/** Milliseconds that this thread waits for whoever writes rows, then others have their turn as long. */
const BRIEFLY_MS = 20;
const MOST_TRIES = 500;

/**
 * Opens what is kept of the life of projections beside the thread or process that writes the rows: orders are left there
 * for it to find. This thread is never held up long.
 */
export function openSqliteProjectionLife(file: string, { clock }: { readonly clock: Clock }): OpenLife {
  const db = openFile(file);
  db.pragma(`busy_timeout = ${BRIEFLY_MS}`);
  const scripts = sqliteScripts(db);
  const run: Scripts['run'] = async (script) => {
    for (let tries = 1; ; tries++) {
      try {
        return await scripts.run(script);
      } catch (error) {
        if ((error as { readonly code?: string }).code !== 'SQLITE_BUSY' || tries === MOST_TRIES) throw error;
        await pause(BRIEFLY_MS);
      }
    }
  };
  // A transaction that writes nothing waits for nobody: the file has a write-ahead log.
  const read: Scripts['run'] = async (script) => db.transaction(() => scripts.runWithin(script))();
  return {
    life: new ProjectionLife({ ...scripts, run, read }, clock),
    close: () => Promise.resolve(void db.close()),
  };
}
