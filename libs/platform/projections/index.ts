export * from './definition/column.ts';
export * from './definition/definition.ts';
export {
  type Fold,
  type FoldContext,
  type Folding,
  type Handler,
  type Handlers,
  type MadeHandler,
  isByStream,
} from './definition/handler.ts';
export * from './store/read-model-store.ts';
export { openSqliteReadModelReader } from './store/sqlite-read-model-reader.ts';
export { openSqliteReadModels } from './store/sqlite-read-model-store.ts';
export { openPostgresReadModels, type PostgresReadModelOptions } from './store/postgres-read-model-store.ts';
export { ProjectionEngine } from './engine/engine.ts';
export type { Explanation } from './life/explain-row.ts';
export {
  type BuildProgress,
  OperatedProjections,
  type OperatedProjection,
  type OperatedVersion,
  type ProjectionsOverview,
} from './life/operated-projections.ts';
export { type Order, type OrderAction, orderActions } from './life/orders.ts';
export type { ProjectionLife } from './life/projection-life.ts';
export type { ParkedStream } from './life/parking.ts';
export { type WaitingEvent, waitingEvents } from './life/waiting-events.ts';
export { DISCARD, projectionIdOf, PROJECTION_CATEGORY } from './life/discards.ts';
export { type OpenLife, openSqliteProjectionLife } from './life/sqlite-life.ts';
export type { EngineOptions } from './engine/engine-options.ts';
export type { EngineReport, Report } from './engine/engine-report.ts';
export { tellCommit } from './engine/commit-spans.ts';
export type { Progress } from './serving/position-waits.ts';
export type { TokensOf } from './engine/feed-surroundings.ts';
export { projectionLag, type EventsBetween, type ProjectionLag } from './engine/projection-lag.ts';
export { rebuildInMemory, rebuildTablesInMemory, RowsInMemory } from './folding/rebuild-in-memory.ts';
export { foldBatch, type FoldedBatch, type FoldedRows, type RowSource } from './folding/fold-batch.ts';
export { LogEvent } from './definition/log-event.ts';
export type { Item, Lag, PageAnswer, RowAnswer } from './serving/read-model-answer.ts';
export { ChangeFeeds, type ChangeFeedServices } from './change-feed/change-feeds.ts';
export { CommitNews, type OnCommit } from './change-feed/commit-news.ts';
export { lagOfAnswers } from './serving/read-model-lag.ts';
export { type ActedOn, actedOn } from './serving/read-model-scope.ts';
export { ReadModels, type ReadModelServices } from './serving/read-model-query.ts';
export { RowSearch, rowTokens } from './store/search-rows.ts';
export { FOLDING_YOUNG_MB } from './engine/frugal-heap.ts';
export { runProjectorThread, type ProjectorWorkerOptions } from './engine/projector-worker.ts';
export { ProjectorRefused, ProjectorThread, type ProjectorThreadOptions } from './engine/projector-thread.ts';
export { tableShape } from './definition/table-shape.ts';
export { AsideThread, type AsideThreadOptions } from './aside/aside-thread.ts';
export { runAsideThread, type AsideWorkerOptions } from './aside/aside-worker.ts';
