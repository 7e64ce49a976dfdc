/**
 * SQLSTATE that may pass: connection (08), signing in (28) and the database's name (3D), which only a new connection asks
 * for, transactions that waited too long (25P03, 25P04), rollback (40), resources (53), not in the state for it (55),
 * operator intervention (57), system (58). Not by the severity: a server says that in its own language.
 */
const PASSING = /^(?:08|28|3D|40|53|55|57|58)[0-9A-Z]{3}$|^25P0[34]$/;

/** What Node says of a connection that there is none, or that it broke; TLS included. */
const OF_THE_NETWORK =
  /^(?:ECONN[A-Z]+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_[A-Z]+|EHOST[A-Z]+|ENET[A-Z]+|ERR_(?:TLS|SSL|STREAM|SOCKET)_.+|.*CERT.*)$/;

/** The client makes errors of its own, and tells them apart in words alone. */
const OF_THE_CLIENT: ReadonlySet<string> = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'The server does not support SSL connections',
  'There was an error establishing an SSL connection',
]);

/**
 * Whether an error says that PostgreSQL cannot be reached, broke off or has no time just now, so that the same may succeed
 * later. What is a defect of ours, in a statement or around it, is none of these.
 */
export function isPostgresAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, syscall, message } = error as { readonly [name in 'code' | 'syscall' | 'message']?: unknown };
  if (typeof code === 'string') return PASSING.test(code) || OF_THE_NETWORK.test(code) || syscall === 'connect';
  return OF_THE_CLIENT.has(String(message));
}
