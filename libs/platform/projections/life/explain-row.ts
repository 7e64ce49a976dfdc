import { setImmediate as othersTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EventRegistry } from '#platform/event-schema';
import { type EventReader, type Position, type RecordedEvent, streamName } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { concerns } from '../folding/concerned.ts';
import { foldBatch } from '../folding/fold-batch.ts';
import { LogEvent } from '../definition/log-event.ts';
import { RowsInMemory } from '../folding/rebuild-in-memory.ts';
import { discardedIn, passedOver } from './discards.ts';
import { isKeyedByStream } from './parking.ts';

/** An event that made a row what it is. */
export interface Explanation {
  readonly event: RecordedEvent;
  /** `passed over`: it stands in the row's own stream, and an operator had it discarded. */
  readonly did: 'made' | 'changed' | 'removed' | 'passed over';
}

export interface ExplainingParts {
  readonly log: Pick<EventReader, 'read' | 'readAll'>;
  readonly registry: EventRegistry;
  /** Of all aggregates: where streams with the row's key may be. */
  readonly categories: readonly string[];
}

/** Events folded between two turns of others. */
const FOLDED_AT_ONCE = 500;

/**
 * The events that made a row, in order, up to a position. Where a row depends on its own streams alone these are read;
 * any other projection is folded again in memory, from the log's beginning: that takes as long as the log is.
 *
 * @throws whatever an event makes a handler throw, where it is not of a stream of its own
 */
export async function explainRow(
  projection: Projection,
  key: string,
  upTo: Position,
  parts: ExplainingParts,
): Promise<readonly Explanation[]> {
  const { log, registry } = parts;
  const discarded = await discardedIn(log, projection);
  const memory = new RowsInMemory();
  const explained: Explanation[] = [];
  let folded = 0;
  for await (const recorded of eventsFor(projection, key, parts)) {
    if (recorded.position > upTo) break;
    if (!concerns(projection, recorded)) continue;
    if (++folded % FOLDED_AT_ONCE === 0) await othersTurn();
    if (discarded.has(recorded.id) && isKeyedByStream(projection))
      explained.push({ event: recorded, did: 'passed over' });
    const event = new LogEvent(recorded, registry);
    const before = (await memory.load(projection, [key])).get(key);
    const { failure, ...rows } = await foldBatch(
      projection,
      [discarded.has(recorded.id) ? passedOver(event) : event],
      memory,
    );
    // A parked stream is explained up to the event that parks it.
    if (failure && isKeyedByStream(projection)) break;
    if (failure) throw failure.error;
    memory.write(rows);
    const after = (await memory.load(projection, [key])).get(key);
    if (discarded.has(recorded.id) || isDeepStrictEqual(before?.row, after?.row)) continue;
    explained.push({ event: recorded, did: !before ? 'made' : !after ? 'removed' : 'changed' });
  }
  return explained;
}

async function* eventsFor(
  projection: Projection,
  key: string,
  { log, categories }: ExplainingParts,
): AsyncGenerator<RecordedEvent> {
  if (!isKeyedByStream(projection)) {
    yield* log.readAll();
    return;
  }
  const events: RecordedEvent[] = [];
  for (const category of categories) {
    for await (const event of log.read(streamName(category, key))) events.push(event);
  }
  yield* events.sort((a, b) => a.position - b.position);
}
