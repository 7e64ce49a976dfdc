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
export { type WaitingEvent, waitingEvents } from './life/waiting-events.ts';
export { DISCARD, projectionIdOf, PROJECTION_CATEGORY } from './life/discards.ts';
export { rebuildInMemory, rebuildTablesInMemory, RowsInMemory } from './folding/rebuild-in-memory.ts';
export { foldBatch, type FoldedBatch, type FoldedRows, type RowSource } from './folding/fold-batch.ts';
export { LogEvent } from './definition/log-event.ts';
export { tableShape } from './definition/table-shape.ts';
