export { openSqliteReadModelReader } from '../store/sqlite-read-model-reader.ts';
export { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';
export { openPostgresReadModels, type PostgresReadModelOptions } from '../store/postgres-read-model-store.ts';
export { ProjectionEngine } from './engine.ts';
export type { Explanation } from '../life/explain-row.ts';
export {
  type BuildProgress,
  OperatedProjections,
  type OperatedProjection,
  type OperatedVersion,
  type ProjectionsOverview,
} from '../life/operated-projections.ts';
export { type Order, type OrderAction, orderActions } from '../life/orders.ts';
export type { ProjectionLife } from '../life/projection-life.ts';
export type { ParkedStream } from '../life/parking.ts';
export { type OpenLife, openSqliteProjectionLife } from '../life/sqlite-life.ts';
export type { EngineOptions } from './engine-options.ts';
export type { EngineReport, Report } from './engine-report.ts';
export { tellCommit } from './commit-spans.ts';
export type { TokensOf } from './feed-surroundings.ts';
export { projectionLag, type EventsBetween, type ProjectionLag } from './projection-lag.ts';
export { RowSearch, rowTokens } from '../store/search-rows.ts';
export { FOLDING_YOUNG_MB } from './frugal-heap.ts';
export { runProjectorThread, type ProjectorWorkerOptions } from './projector-worker.ts';
export { ProjectorRefused, ProjectorThread, type ProjectorThreadOptions } from './projector-thread.ts';
export { AsideThread, type AsideThreadOptions } from '../aside/aside-thread.ts';
export { runAsideThread, type AsideWorkerOptions } from '../aside/aside-worker.ts';
