import { canonicalJson } from '#platform/audit';
import type { AnyAggregate } from '#platform/decider';
import { atVersion, type EventContract, type EventRegistry } from '#platform/event-schema';
import { type EventMetadata, type Json, streamName, type StreamName } from '#platform/event-store';
import { type GivenEvent, on } from '#platform/testing';
import { textsOfExamples } from '#platform/testing/projection-laws';

/**
 * The events that every projection is folded from to see whether its behaviour changed: cases that were lived once, then
 * each example of each version of each event type. One line of JSON an event, in plain. What is pinned stays: new examples
 * are added at the end, so that what was folded before is folded again.
 */
export interface PinnedEvent {
  readonly stream: StreamName;
  readonly type: string;
  readonly version: number;
  readonly data: Json;
  readonly metadata: Partial<EventMetadata>;
}

/** The pinned events as a spec's log takes them. */
export function givenOf(pinned: readonly PinnedEvent[], registry: EventRegistry): readonly GivenEvent[] {
  const contracts = new Map<string, EventContract>();
  return pinned.map(({ stream, type, version, data, metadata }) => {
    const named = `${type} ${version}`;
    const contract = contracts.get(named) ?? atVersion(registry.find(type)!, version);
    contracts.set(named, contract);
    return on(stream, { type: contract, data: data as never }, metadata);
  });
}

/** The examples that are not pinned yet, each in a stream of its aggregate that other examples refer to. */
export function examplesToPin(
  pinned: readonly PinnedEvent[],
  aggregates: readonly AnyAggregate[],
): readonly PinnedEvent[] {
  const known = new Set(pinned.filter(({ metadata }) => metadata.$correlationId === FAMILY).map(identityOf));
  const texts = textsOfExamples(aggregates.flatMap(({ events }) => events));
  return aggregates.flatMap(({ category, idField, events }) => {
    const id = texts.get(idField)?.[0] ?? UNNAMED;
    return events
      .flatMap(({ typeName, versions }) =>
        versions.flatMap(({ examples }, index) =>
          examples.map((data): PinnedEvent => ({
            stream: streamName(category, id),
            type: typeName,
            version: index + 1,
            data: data as Json,
            metadata: { $correlationId: FAMILY, streamsRead: { [`example-${typeName}`]: index } },
          })),
        ),
      )
      .filter((event) => !known.has(identityOf(event)));
  });
}

/** All examples are of one case family, and each rests on a stream of its own. */
const FAMILY = '0b6c1d9e-43a1-4c57-9b1f-0000000000fa';

/** Id of the stream of a kind of thing that no example refers to. */
const UNNAMED = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';

function identityOf({ type, version, data }: PinnedEvent): string {
  return `${type} ${version} ${canonicalJson(data)}`;
}

export function parsePinned(lines: string): readonly PinnedEvent[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PinnedEvent);
}

export function printPinned(pinned: readonly PinnedEvent[]): string {
  return pinned.map((event) => `${JSON.stringify(event)}\n`).join('');
}
