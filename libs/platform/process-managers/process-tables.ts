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

/**
 * The columns of `process_checkpoint` that came after its first form, with their types. A row of that form was written
 * when everything up to its position was settled.
 */
export const laterCheckpointColumns: readonly (readonly [name: string, type: string])[] = [
  ['version', 'INTEGER NOT NULL DEFAULT 1'],
  ['acts_after', 'BIGINT NOT NULL DEFAULT 0'],
  ['revision', 'BIGINT NOT NULL DEFAULT 0'],
  ['next_seq', 'BIGINT NOT NULL DEFAULT 0'],
];
