import type { DomainEvent } from '#platform/event-schema';
import { categoryOf, idOf, type RecordedEvent } from '#platform/event-store';
import type { EachHandler, Handler, KeyedHandler, Projection } from './definition.ts';
import type { LogEvent } from './log-event.ts';
import type { ReadModelStore, Row } from './read-model-store.ts';
import { checkedRow } from './row-check.ts';
import { eachColumns } from './table-indexes.ts';
import { type FoldedRow, WorkingRows } from './working-rows.ts';

/** Where a batch finds the rows it folds into. */
export type RowSource = Pick<ReadModelStore, 'load' | 'loadWhere'>;

/** What became of a batch. */
export interface FoldedBatch {
  readonly changes: readonly FoldedRow[];
  /** The event that could not be folded: `changes` are those of the events before it. */
  readonly failure?: { readonly event: RecordedEvent; readonly error: unknown };
}

type AnyHandler = Handler<DomainEvent, Row>;

/** An event with what it takes to find its rows. */
interface Step {
  readonly recorded: RecordedEvent;
  readonly handler: AnyHandler | undefined;
  readonly event: DomainEvent | undefined;
  /** Keys to fold into; for `eachColumn`, the value of its column. */
  readonly keys: readonly string[];
  /** Key of the row whose own stream this event is in. */
  readonly ownKey: string | undefined;
}

/** Whether a projection has anything to do with an event: it handles the type, or it is of a row's own stream. */
export function concerns(projection: Projection, recorded: RecordedEvent): boolean {
  return (
    Object.hasOwn(projection.on, recorded.type) ||
    (projection.aggregate !== undefined && recorded.stream.startsWith(`${projection.aggregate}-`))
  );
}

/**
 * Folds a batch of events, in the order of the log, into the rows of a projection. The outcome is the same wherever the
 * log is cut into batches.
 *
 * What a handler, an upcaster or the decoding throws is the event's failure and is answered; what `source` throws is
 * thrown.
 */
export async function foldBatch(
  projection: Projection,
  events: readonly LogEvent[],
  source: RowSource,
): Promise<FoldedBatch> {
  const { steps, failure } = plan(projection, events);
  const rows = await loadedRows(projection, steps, source);
  for (const step of steps) {
    try {
      foldStep(projection, step, rows);
    } catch (error) {
      return { changes: rows.changes(), failure: { event: step.recorded, error } };
    }
  }
  return failure ? { changes: rows.changes(), failure } : { changes: rows.changes() };
}

function plan(
  projection: Projection,
  events: readonly LogEvent[],
): { steps: Step[]; failure?: FoldedBatch['failure'] } {
  const steps: Step[] = [];
  for (const event of events) {
    const { recorded } = event;
    if (!concerns(projection, recorded)) continue;
    try {
      steps.push(stepOf(projection, event));
    } catch (error) {
      return { steps, failure: { event: recorded, error } };
    }
  }
  return { steps };
}

function stepOf(projection: Projection, logEvent: LogEvent): Step {
  const { recorded } = logEvent;
  const ownKey = categoryOf(recorded.stream) === projection.aggregate ? idOf(recorded.stream) : undefined;
  const handler = Object.hasOwn(projection.on, recorded.type) ? projection.on[recorded.type] : undefined;
  const event = handler && logEvent.decode();
  return { recorded, handler, event, keys: handler && event ? keysOf(handler, event) : [], ownKey };
}

function keysOf(handler: AnyHandler, event: DomainEvent): readonly string[] {
  if (typeof handler === 'function') return [event.streamId];
  const named = isEach(handler) ? handler.valueOf(event) : handler.keyOf(event);
  const keys = typeof named === 'string' ? [named] : [...new Set(named)];
  if (keys.every((key) => typeof key === 'string' && key !== '' && !key.includes('\0'))) return keys;
  throw new Error(`a handler of ${event.type} named a row by something that is no key`);
}

async function loadedRows(projection: Projection, steps: readonly Step[], source: RowSource): Promise<WorkingRows> {
  const keys = new Set<string>();
  const values = new Map<string, Set<string>>();
  for (const { handler, keys: named, ownKey } of steps) {
    if (ownKey !== undefined) keys.add(ownKey);
    if (handler && isEach(handler)) {
      const wanted = values.get(handler.eachColumn) ?? new Set();
      named.forEach((value) => wanted.add(value));
      values.set(handler.eachColumn, wanted);
    } else named.forEach((key) => keys.add(key));
  }
  const rows = new WorkingRows(eachColumns(projection));
  if (keys.size > 0) rows.take((await source.load(projection, [...keys])).values());
  for (const [column, wanted] of values) {
    rows.take((await source.loadWhere(projection, column, [...wanted])).values());
  }
  return rows;
}

/** Folds one event: into all of its rows or, when it throws, into none. */
function foldStep(projection: Projection, step: Step, rows: WorkingRows): void {
  const { handler, event, recorded, ownKey } = step;
  if (handler && event) {
    const keys = isEach(handler) ? rows.keysWhere(handler.eachColumn, step.keys[0]) : step.keys;
    const fold = foldOf(handler);
    const folded = keys.map((key) => {
      const before = rows.get(key);
      const after = fold(event, before, key);
      return {
        key,
        before,
        after: after === undefined || after === before ? after : checkedRow(projection, key, after),
      };
    });
    for (const { key, before, after } of folded) if (after !== before) rows.set(key, after, recorded.position);
  }
  if (ownKey !== undefined) rows.setRevision(ownKey, recorded.revision, recorded.position);
}

function isEach(handler: AnyHandler): handler is EachHandler<DomainEvent, Row> {
  return 'eachColumn' in handler;
}

function foldOf(handler: AnyHandler): KeyedHandler<DomainEvent, Row>['fold'] {
  if (typeof handler === 'function') return handler;
  if (!isEach(handler)) return handler.fold;
  return (event, row) => row && handler.foldEach(event, row);
}
