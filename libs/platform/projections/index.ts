export * from './column.ts';
export * from './definition.ts';
export { type Fold, type FoldContext, type Folding, type Handler, isByStream } from './handler.ts';
export * from './read-model-store.ts';
export { openSqliteReadModelReader } from './sqlite-read-model-reader.ts';
export { openSqliteReadModels } from './sqlite-read-model-store.ts';
export { openPostgresReadModels, type PostgresReadModelOptions } from './postgres-read-model-store.ts';
export { ProjectionEngine } from './engine.ts';
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
export type { EngineOptions } from './engine-options.ts';
export type { EngineReport, Report } from './engine-report.ts';
export { tellCommit } from './commit-spans.ts';
export type { Progress } from './position-waits.ts';
export type { TokensOf } from './feed-surroundings.ts';
export { projectionLag, type EventsBetween, type ProjectionLag } from './projection-lag.ts';
export { rebuildInMemory, rebuildTablesInMemory, RowsInMemory } from './rebuild-in-memory.ts';
export { foldBatch, type FoldedBatch, type FoldedRows, type RowSource } from './fold-batch.ts';
export { LogEvent } from './log-event.ts';
export type { Item, Lag, PageAnswer, RowAnswer } from './read-model-answer.ts';
export { ChangeFeeds, type ChangeFeedServices } from './change-feeds.ts';
export { CommitNews, type OnCommit } from './commit-news.ts';
export { readModelController, readModelControllers } from './read-model-controller.ts';
export { ReadModelChangesQueryHandler, ReadModelQuery, ReadModelQueryHandler } from './read-model-dispatch.ts';
export { lagOfAnswers } from './read-model-lag.ts';
export { type ActedOn, actedOn } from './read-model-scope.ts';
export { ReadModels, type ReadModelServices } from './read-model-query.ts';
export { RowSearch, rowTokens } from './search-rows.ts';
export { runProjectorThread, type ProjectorWorkerOptions } from './projector-worker.ts';
export { ProjectorRefused, ProjectorThread, type ProjectorThreadOptions } from './projector-thread.ts';
export { tableShape } from './table-shape.ts';
