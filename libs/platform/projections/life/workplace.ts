import type { Projection } from '../definition/definition.ts';
import type { ProjectionFeed } from '../engine/projection-feed.ts';
import type { Fence } from './leases.ts';

/** What the engine lets its steward do. */
export interface Workplace {
  /** Those that this projector feeds, or would if they were not stopped. */
  readonly feeds: ReadonlySet<ProjectionFeed>;
  /** Takes a projection up where it stands. */
  open(projection: Projection, fence?: Fence): Promise<ProjectionFeed>;
  /** Has it read by itself from where it stands, then join the others. */
  start(feed: ProjectionFeed): void;
  /** Feeds it no longer. */
  remove(feed: ProjectionFeed): void;
  /** Lets work run beside everything else; the engine ends when it fails. */
  begin(work: Promise<void>): void;
}
