import type { Position } from '#platform/event-store';
import { changeId, type Item } from '../serving/read-model-answer.ts';

/** What a change feed tells. */
export type ChangeMessage =
  /** A row as it is now: it came, or changed, or what it joins did. */
  | { readonly event: 'row'; readonly data: { readonly key: string; readonly position: Position; readonly item: Item } }
  /** A row is not there any more for this reader and these filters. The reader may never have had it. */
  | { readonly event: 'gone'; readonly data: { readonly key: string; readonly position: Position } }
  /** What the reader has is void: everything there is follows, from this version of the read model. */
  | { readonly event: 'reset'; readonly data: { readonly version: number } };

/** A message, and the id it may carry: a reader who comes back with it has missed nothing. */
export interface ToldChange {
  readonly message: ChangeMessage;
  readonly told?: Position | undefined;
}

/** Milliseconds after which a reader whose connection broke comes back. */
const RETRY_MS = 1_000;

/** The first words of a stream, so that its headers go out at once. */
export const OPENING = `retry: ${RETRY_MS}\n\n`;

/** Messages as a piece of an event stream (WHATWG HTML §9.2.6). JSON holds no line break. */
export function eventStreamOf(changes: readonly ToldChange[], version: number): string {
  return changes
    .map(({ message: { event, data }, told }) => {
      const id = told === undefined ? '' : `id: ${changeId(version, told)}\n`;
      return `event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`;
    })
    .join('');
}

/** An id without a message: nothing has changed for this reader up to here. */
export function idBlock(version: number, told: Position): string {
  return `id: ${changeId(version, told)}\n\n`;
}

/** A comment that keeps the connection, and its reader, awake. */
export const HEARTBEAT = ': heartbeat\n\n';
