import type { Parties } from '#platform/access';
import type { DomainEvent, EventContract } from '#platform/event-schema';
import { streamName, type StreamName } from '#platform/event-store';

/**
 * A kind of thing with a history of its own: one stream for each id. State is folded from the events by `evolve`,
 * which is pure; every state has a `stage`, and that of a thing which does not exist yet is `none`. What is known without
 * an event, from reference data, begins at another.
 */
export interface Aggregate<State extends { readonly stage: string }, Event extends DomainEvent = DomainEvent> {
  /** The streams' category: lower case letters only, e.g. `referral`. */
  readonly category: string;
  /** Name of the field in its commands that holds the id. */
  readonly idField: string;
  /** The types of event its streams hold. */
  readonly events: readonly EventContract[];
  readonly initialState: State;
  evolve(state: State, event: Event): State;
  /** Whose it is: who may act upon it. `undefined` where everyone with the role may. */
  parties?(state: State): Parties;
  /** The person free text is sealed under, e.g. `client-<id>`; by default the stream has a key of its own. */
  mainPerson?(state: State): string | undefined;
  /** JIS code of the prefecture it belongs to. */
  prefecture?(state: State): string | null;
  /** Consents it rests on. */
  consents?(state: State): readonly string[];
}

/** An aggregate whose types are forgotten: what engines handle. */
export type AnyAggregate = Aggregate<{ readonly stage: string }>;

/** Declares an aggregate. */
export function aggregate<State extends { readonly stage: string }, Event extends DomainEvent>(
  definition: Aggregate<State, Event>,
): Aggregate<State, Event> {
  if (!/^[a-z]+$/.test(definition.category)) throw new Error(`not a category: ${definition.category}`);
  return definition;
}

/** The stream of one aggregate. */
export function streamOf(of: { readonly category: string }, id: string): StreamName {
  return streamName(of.category, id);
}

/** State after a sequence of events. */
export function fold<State extends { readonly stage: string }, Event extends DomainEvent>(
  of: Aggregate<State, Event>,
  events: readonly Event[],
): State {
  return events.reduce((state, event) => of.evolve(state, event), of.initialState);
}
