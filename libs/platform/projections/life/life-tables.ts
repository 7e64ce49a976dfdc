/**
 * What is kept of the life of projections beside their rows, in words that both databases understand: instants and JSON
 * as text, truth as 0 and 1.
 */
export const lifeTables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS projection_parked (
    name TEXT NOT NULL, version INTEGER NOT NULL, stream_id TEXT NOT NULL, stream TEXT NOT NULL,
    revision BIGINT NOT NULL, event_id TEXT NOT NULL, event_type TEXT NOT NULL, position BIGINT NOT NULL,
    message TEXT NOT NULL, stack TEXT, parked_at TEXT NOT NULL, PRIMARY KEY (name, version, stream_id)
  )`,
  `CREATE TABLE IF NOT EXISTS projection_queued (
    name TEXT NOT NULL, version INTEGER NOT NULL, stream_id TEXT NOT NULL, position BIGINT NOT NULL,
    stream TEXT NOT NULL, revision BIGINT NOT NULL, PRIMARY KEY (name, version, stream_id, position)
  )`,
  `CREATE TABLE IF NOT EXISTS projection_orders (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, version INTEGER, action TEXT NOT NULL, argument TEXT,
    ordered_by TEXT NOT NULL, ordered_at TEXT NOT NULL, state TEXT NOT NULL, answer TEXT, settled_at TEXT
  )`,
  `CREATE TABLE IF NOT EXISTS leases (
    resource TEXT PRIMARY KEY, holder TEXT NOT NULL, fence BIGINT NOT NULL, expires_at DOUBLE PRECISION NOT NULL
  )`,
];

/** The columns of `projections` that came after its first form, with their types. */
export const laterStatusColumns: readonly (readonly [name: string, type: string])[] = [
  ['serves', 'INTEGER NOT NULL DEFAULT 0'],
  ['promoted_at', 'TEXT'],
  ['rate', 'REAL'],
  ['estimated_end', 'TEXT'],
  ['verification', 'TEXT'],
  ['rebuild', 'INTEGER NOT NULL DEFAULT 0'],
  ['edition', 'INTEGER NOT NULL DEFAULT 0'],
];

/** Selects statuses, {@link ProjectionStatus} being made of each row; rebuilds under way are not among them. */
export const SELECT_STATUSES = `SELECT projections.*,
    (SELECT count(*) FROM projection_parked parked
     WHERE parked.name = projections.name AND parked.version = projections.version) AS parked
  FROM projections`;

/** The least version there is: rebuilds go by the numbers of their versions below 0. */
export const LEAST_REBUILD = -999;

/** Selects how far versions have come that have committed something. */
export const SELECT_POSITIONS = 'SELECT name, version, position FROM projections WHERE position IS NOT NULL';
