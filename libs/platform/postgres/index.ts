export { CONNECT_WITHIN_MS } from './connect-within.ts';
export { isPostgresAway } from './postgres-away.ts';
