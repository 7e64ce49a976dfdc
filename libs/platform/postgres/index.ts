export { isPostgresAway } from './postgres-away.ts';
