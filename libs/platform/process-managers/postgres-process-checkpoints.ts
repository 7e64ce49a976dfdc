import pg from 'pg';
import type { ProcessCheckpoint, ProcessCheckpoints } from './process-checkpoints.ts';

interface Row {
  readonly process: string;
  readonly position: string;
  readonly event_id: string;
}

/** Checkpoints of processes in PostgreSQL, in the database of the read models. */
export async function openPostgresProcessCheckpoints(url: string): Promise<ProcessCheckpoints> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS process_checkpoint (process text PRIMARY KEY, position bigint NOT NULL, event_id text NOT NULL)',
  );
  return {
    load: async (process) => {
      const { rows } = await pool.query<Row>(
        'SELECT process, position, event_id FROM process_checkpoint WHERE process = $1',
        [process],
      );
      return rows[0] && checkpointOf(rows[0]);
    },
    all: async () => {
      const { rows } = await pool.query<Row>('SELECT process, position, event_id FROM process_checkpoint');
      return new Map(rows.map((row) => [row.process, checkpointOf(row)]));
    },
    save: async (process, { position, eventId }) => {
      await pool.query(
        `INSERT INTO process_checkpoint VALUES ($1, $2, $3)
         ON CONFLICT (process) DO UPDATE SET position = $2, event_id = $3`,
        [process, position, eventId],
      );
    },
    close: () => pool.end(),
  };
}

function checkpointOf({ position, event_id: eventId }: Row): ProcessCheckpoint {
  return { position: Number(position), eventId };
}
