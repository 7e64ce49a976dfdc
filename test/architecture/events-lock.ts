import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform/audit';
import type { EventContract } from '#platform/event-schema';
import type { Json } from '#platform/event-store';

/** The published versions of every event type, oldest first: SHA-256 (hex) of each one's JSON Schema in RFC 8785 form. */
export type EventsLock = { readonly [typeName: string]: readonly string[] };

/** The lock of the event types as the code has them, by name. */
export function lockOf(types: readonly EventContract[]): EventsLock {
  return Object.fromEntries(
    types
      .map(({ typeName, versions }) => [typeName, versions.map(({ schema }) => hashOf(schema))] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What would break readers of stored events: a published version edited or taken away. One sentence each. */
export function brokenPromises(published: EventsLock, now: EventsLock): readonly string[] {
  return Object.entries(published).flatMap(([typeName, hashes]) =>
    hashes.flatMap((hash, index) => {
      const found = now[typeName]?.[index];
      if (found === hash) return [];
      const version = `${typeName} version ${index + 1}`;
      return found === undefined
        ? [`${version} is published and gone: stored events of it could not be read`]
        : [`${version} is published and its schema was edited: add version ${hashes.length + 1} with an upcaster`];
    }),
  );
}

function hashOf(schema: object): string {
  const json = JSON.parse(JSON.stringify(schema)) as Json;
  return createHash('sha256').update(canonicalJson(json)).digest('hex');
}
