import type { EventReader, RecordedEvent } from '../port.ts';
import type { MirroredEvent } from './mirror-file.ts';

/**
 * Whether a server holds the mirror's last event at its position: the same id, place and hash. An empty mirror agrees
 * with every server. What stands before it is covered by the chain of hashes of that stream, and compared in full by
 * {@link checkMirror} only.
 */
export async function agrees(server: Pick<EventReader, 'eventAt'>, last: MirroredEvent | undefined): Promise<boolean> {
  if (last === undefined) return true;
  const event = await server.eventAt(last.position);
  return (
    event !== undefined &&
    event.id === last.id &&
    event.stream === last.stream &&
    event.revision === last.revision &&
    hashIn(event) === last.hash
  );
}

/** Somebody else's event has no hash. */
function hashIn({ metadata }: RecordedEvent): string | null {
  const { hash } = metadata as Partial<RecordedEvent['metadata']>;
  return hash ?? null;
}
