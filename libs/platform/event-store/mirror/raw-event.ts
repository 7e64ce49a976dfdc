import type { Position, Revision, StreamName } from '../port.ts';

/** An event of a server as it came: its data and metadata are the bytes of their JSON text, read by nobody on the way. */
export interface RawEvent {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  /** UTF-8, JSON. `null` for an event that is not. */
  readonly data: Uint8Array;
  /** UTF-8, JSON of an object. `{}` where there is none. */
  readonly metadata: Uint8Array;
  /** The server's own instant of storing, ISO 8601 UTC. */
  readonly recordedAt: string;
}
