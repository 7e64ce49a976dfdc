/** What is kept of processes, in words that both databases understand: instants and JSON as text. */
export const processTables: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS process_checkpoint (process TEXT PRIMARY KEY, position BIGINT NOT NULL, event_id TEXT NOT NULL)',
  `CREATE TABLE IF NOT EXISTS process_state (
    process TEXT NOT NULL, instance TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (process, instance)
  )`,
  `CREATE TABLE IF NOT EXISTS process_timer (
    process TEXT NOT NULL, instance TEXT NOT NULL, name TEXT NOT NULL, due TEXT NOT NULL, id TEXT NOT NULL,
    causation_id TEXT NOT NULL, family TEXT NOT NULL, traceparent TEXT, PRIMARY KEY (process, instance, name)
  )`,
  'CREATE INDEX IF NOT EXISTS process_timer_due ON process_timer (process, due, id)',
  `CREATE TABLE IF NOT EXISTS process_outbox (
    process TEXT NOT NULL, seq BIGINT NOT NULL, instance TEXT NOT NULL, command_id TEXT NOT NULL, decision TEXT NOT NULL,
    body TEXT NOT NULL, causation_id TEXT NOT NULL, family TEXT NOT NULL, traceparent TEXT, state TEXT NOT NULL,
    failing_since TEXT, failure TEXT, PRIMARY KEY (process, seq), UNIQUE (process, command_id)
  )`,
  'CREATE INDEX IF NOT EXISTS process_outbox_instance ON process_outbox (process, instance, seq)',
];

/** The tables and indexes that {@link processTables} makes. */
export const processRelations: readonly string[] = processTables.map((made) => /EXISTS (\w+)/.exec(made)![1]!);

/** A column that came after a table's first form. */
export interface LaterColumn {
  readonly table: 'process_checkpoint' | 'process_outbox';
  readonly name: string;
  readonly type: string;
}

/**
 * The columns that came after the first forms. A checkpoint of that form was written when everything up to its position
 * was settled; a command of that form is taken for one that follows from a fact.
 */
export const laterColumns: readonly LaterColumn[] = [
  { table: 'process_checkpoint', name: 'version', type: 'INTEGER NOT NULL DEFAULT 1' },
  { table: 'process_checkpoint', name: 'acts_after', type: 'BIGINT NOT NULL DEFAULT 0' },
  { table: 'process_checkpoint', name: 'revision', type: 'BIGINT NOT NULL DEFAULT 0' },
  { table: 'process_checkpoint', name: 'next_seq', type: 'BIGINT NOT NULL DEFAULT 0' },
  { table: 'process_outbox', name: 'due', type: 'TEXT' },
];
