import type { EventRegistry } from '#platform/event-schema';
import type { Actor, Position, RecordedEvent } from '#platform/event-store';

/** What is told of an event wherever one is shown: where it stands, what happened, when and by whom. */
export interface ToldEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly words: { readonly en: string; readonly ja: string };
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly hash: string;
}

/** Tells of an event; one of a type that nobody knows is named by its type. */
export function toldEvent(
  { position, stream, revision, type, recordedAt, metadata }: RecordedEvent,
  registry: EventRegistry,
): ToldEvent {
  const { occurredAt, actor, hash } = metadata;
  const words = registry.find(type)?.words ?? { en: type, ja: type };
  return { position, stream, revision, type, words, occurredAt, recordedAt, actor, hash };
}
