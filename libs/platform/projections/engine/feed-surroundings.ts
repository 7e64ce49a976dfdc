import type { EventReader, RecordedEvent } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import type { Report } from './engine-report.ts';
import type { LogEvent } from '../definition/log-event.ts';
import type { ReadModelStore, Row } from '../store/read-model-store.ts';

/** The tokens that `q` finds a row by. It may open sealed values, in memory; what it throws is tried again. */
export type TokensOf = (projection: Projection, row: Row) => Promise<readonly string[]> | readonly string[];

/** Streams that may be parked in a projection before it fails, where nobody says otherwise. */
export const MOST_PARKED = 100;

/** What a projection is fed with. */
export interface FeedSurroundings {
  readonly store: ReadModelStore;
  /** Where a parked stream is read again, and what is discarded. */
  readonly log: Pick<EventReader, 'read'>;
  readonly toLogEvent: (recorded: RecordedEvent) => LogEvent;
  readonly tokensOf: TokensOf;
  /** Streams that may be parked before the projection fails. */
  readonly mostParked: number;
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Called when the checkpoint has been committed, or the state is another. */
  readonly onMoved: () => void;
}
