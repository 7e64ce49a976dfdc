import type { FoldedBatch } from '../folding/fold-batch.ts';
import type { ProjectionFailure } from '../store/read-model-store.ts';
import { type ParkedEvent, queuedEventOf } from './parking.ts';

/** An event that could not be folded, and what was thrown. */
export type Failed = NonNullable<FoldedBatch['failure']>;

/** Characters of an error's stack that are kept. */
const STACK_KEPT = 4000;

/** What is kept of an event that stopped a version, for operators: in a form that both databases store. */
export function failureOf({ event, error }: Failed): ProjectionFailure {
  return {
    eventId: event.id,
    eventType: event.type,
    position: event.position,
    message: storable(messageOf(error)),
    stack: error instanceof Error && error.stack !== undefined ? storable(error.stack.slice(0, STACK_KEPT)) : null,
  };
}

/** The same of an event that its stream is parked at, with where it is found again. */
export function parkedEventOf(failed: Failed): ParkedEvent {
  return { ...queuedEventOf(failed.event), ...failureOf(failed) };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** PostgreSQL stores no NUL. */
function storable(text: string): string {
  return text.replaceAll('\0', '\u{fffd}');
}
