import fc from 'fast-check';
import type { EventContract } from '#platform/event-schema';
import { streamName, type RecordedEvent } from '#platform/event-store';
import { type GivenEvent, on, recordedInTest } from '../projection-spec.ts';
import { arbitraryId, arbitraryInstant, IDS, someFacts, textsOfExamples } from './arbitrary-fact.ts';

/** The part of an aggregate that says which events its streams hold. */
export interface StreamsOf {
  readonly category: string;
  readonly events: readonly EventContract[];
}

/** Longest log generated. */
const MOST_EVENTS = 40;

/** Facts drawn of each type of event, beside its examples. */
const FACTS_DRAWN = 12;

/**
 * Makes logs: of any events in any order, several streams of each kind interleaved, wilder than what decisions let happen;
 * and beginnings of logs that were lived. Facts are drawn once and then picked from, because to draw them is slow.
 */
export class ArbitraryLogs {
  readonly #events: readonly { readonly typeName: string; readonly arbitrary: fc.Arbitrary<GivenEvent> }[];

  /** @param lived logs that decisions let happen */
  constructor(
    aggregates: readonly StreamsOf[],
    private readonly lived: readonly (readonly RecordedEvent[])[] = [],
  ) {
    const known = textsOfExamples(aggregates.flatMap(({ events }) => events));
    const metadata = arbitraryMetadata(aggregates);
    this.#events = aggregates.flatMap(({ category, events }) =>
      events.map((type) => ({
        typeName: type.typeName,
        arbitrary: fc
          .tuple(arbitraryId, fc.constantFrom(...someFacts(type, known, FACTS_DRAWN)), metadata)
          .map(([id, fact, said]): GivenEvent => on(streamName(category, id), fact, said)),
      })),
    );
  }

  /**
   * Logs; in those not lived, some six in seven events are of these types.
   *
   * @returns logs with positions 10, 20, …, personal values sealed as in specs
   */
  mostlyOf(typeNames: readonly string[]): fc.Arbitrary<readonly RecordedEvent[]> {
    const [wanted, others] = [true, false].map((isWanted) =>
      this.#events
        .filter(({ typeName }) => typeNames.includes(typeName) === isWanted)
        .map(({ arbitrary }) => arbitrary),
    );
    const any = fc.oneof(
      ...wanted!.map((arbitrary) => ({ arbitrary, weight: 1 + 6 * others!.length })),
      ...others!.map((arbitrary) => ({ arbitrary, weight: 1 + wanted!.length })),
    );
    const made = fc.array(any, { maxLength: MOST_EVENTS, size: 'max' }).map(recordedInTest);
    const lived = this.lived.map((log) => fc.nat(log.length).map((length) => log.slice(0, length)));
    return fc.oneof({ arbitrary: made, weight: 2 * Math.max(1, lived.length) }, ...lived);
  }
}

function arbitraryMetadata(aggregates: readonly StreamsOf[]) {
  const streams = aggregates.flatMap(({ category }) => IDS.map((id) => streamName(category, id)));
  return fc.record(
    {
      $correlationId: arbitraryId,
      occurredAt: arbitraryInstant,
      prefecture: fc.constantFrom('13', '22', null),
      streamsRead: fc.dictionary(fc.constantFrom(...streams), fc.nat(9), { maxKeys: 2, noNullPrototype: true }),
    },
    { requiredKeys: ['$correlationId'], noNullPrototype: true },
  );
}
