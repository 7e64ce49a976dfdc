import type { CaughtUp, Position, RecordedEvent } from '../port.ts';
import type { RawEvent } from './raw-event.ts';

export interface FollowOptions {
  /** Events after this position, exclusive; 0: all of them. */
  readonly from: Position;
  /** Ends the iteration without an error. */
  readonly signal: AbortSignal;
  /** Told of each interruption: the server that answers afterwards may hold another log. */
  readonly onInterruption?: (error: Error) => void;
}

/** The log that a mirror is made of: what a server holds. */
export interface MirrorSource {
  /** The whole log from a position on, for ever, as {@link EventReader.subscribeToAll} has it. */
  follow(options: FollowOptions): AsyncIterable<RawEvent | CaughtUp>;
  /** See {@link EventReader.eventAt}. */
  eventAt(position: Position): Promise<RecordedEvent | undefined>;
  close(): Promise<void>;
}
