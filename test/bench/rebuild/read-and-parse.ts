import SqliteDatabase from 'better-sqlite3';
import { embeddedLogFile } from '#platform/event-store/adapters';

/** A side's work: so many events, in so many milliseconds. */
export interface Timed {
  readonly events: number;
  readonly ms: number;
}

const PAGE = 10_000;

/** Reads every event of an embedded log by bare SQL and parses its data and metadata: no projection, none of our code. */
export function readAndParse(dataDir: string, take: (event: object) => void = () => undefined): Timed {
  const db = new SqliteDatabase(embeddedLogFile(dataDir), { readonly: true });
  const page = db.prepare<[number, number], Record<string, unknown>>(
    'SELECT * FROM event WHERE position > ? ORDER BY position LIMIT ?',
  );
  const began = performance.now();
  let events = 0;
  for (let position = 0; ;) {
    const rows = page.all(position, PAGE);
    for (const row of rows) {
      take({ ...row, data: JSON.parse(String(row['data'])), metadata: JSON.parse(String(row['metadata'])) });
    }
    events += rows.length;
    if (rows.length < PAGE) break;
    position = Number(rows.at(-1)!['position']);
  }
  const ms = performance.now() - began;
  db.close();
  return { events, ms };
}
