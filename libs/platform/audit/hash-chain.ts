import { hash as digestOf } from 'node:crypto';
import type { EventMetadata, Json, RecordedEvent, Revision, StreamName } from '#platform/event-store';
import { canonicalJson } from './canonical-json.ts';

/** What stands in `previousHash` of a stream's first event. */
export const GENESIS = '0'.repeat(64);

/** An event's metadata before its place in the chain is known. */
export type UnchainedMetadata = Omit<EventMetadata, 'previousHash' | 'hash'>;

/** What an event's hash is computed over: everything but the store's own position and instant, and the hash itself. */
export interface Chained {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly id: string;
  readonly type: string;
  readonly data: Json;
  readonly metadata: Omit<EventMetadata, 'hash'>;
}

/** SHA-256, in hex, over the canonical form (RFC 8785) of an event with its predecessor's hash in its metadata. */
export function hashOf({ stream, revision, id, type, data, metadata }: Chained): string {
  const { hash: _, ...hashed } = metadata as EventMetadata;
  return digestOf(
    'sha256',
    canonicalJson({ stream, revision, id, type, data, metadata: hashed } as unknown as Json),
    'hex',
  );
}

/** Puts an event at its place in its stream's chain. */
export function chain(
  event: Omit<Chained, 'metadata'> & { readonly metadata: UnchainedMetadata },
  previousHash: string,
): EventMetadata {
  const metadata = { ...event.metadata, previousHash } as Omit<EventMetadata, 'hash'>;
  return { ...metadata, hash: hashOf({ ...event, metadata }) };
}

/** Where a chain does not hold. */
export interface BrokenLink {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly reason: 'hash does not match the event' | 'does not follow the event before it' | 'revision is missing';
}

/** Checks the chain of one whole stream, read from its first event on. @returns the first broken link, if any. */
export function verifyChain(events: readonly RecordedEvent[]): BrokenLink | undefined {
  let previousHash = GENESIS;
  for (const [index, event] of events.entries()) {
    const broken = brokenLink(event, index, previousHash);
    if (broken) return broken;
    previousHash = event.metadata.hash;
  }
  return undefined;
}

/** Whether an event is what has to stand at a revision, after one with this hash. @returns what is wrong, if anything */
export function brokenLink(event: RecordedEvent, expected: Revision, previousHash: string): BrokenLink | undefined {
  const { stream, revision, metadata } = event;
  if (revision !== expected) return { stream, revision: expected, reason: 'revision is missing' };
  if (metadata.previousHash !== previousHash)
    return { stream, revision, reason: 'does not follow the event before it' };
  if (hashOf(event) !== metadata.hash) return { stream, revision, reason: 'hash does not match the event' };
  return undefined;
}
