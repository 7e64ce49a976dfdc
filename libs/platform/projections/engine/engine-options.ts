import type { Clock } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import type { EventReader } from '#platform/event-store';
import type { BuildsAside } from '../aside/builds-aside.ts';
import type { Projection } from '../definition/definition.ts';
import type { Report } from './engine-report.ts';
import type { Leases } from '../life/leases.ts';
import type { TokensOf } from './feed-surroundings.ts';
import type { EventsBetween } from './projection-lag.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';

/** What the engine works with. */
export interface EngineOptions {
  readonly log: EventReader;
  readonly registry: EventRegistry;
  readonly store: ReadModelStore;
  /** All versions of all projections that the program has a definition of; of one name, the highest is the one wanted. */
  readonly projections: readonly Projection[];
  /**
   * Whether a new version is built, verified and promoted `by itself` (the default), or as `ordered` by operators. Where
   * no version of a projection serves yet, the first goes by itself in either case.
   */
  readonly upkeep?: 'by itself' | 'ordered';
  /** Streams that may be parked in a projection before it fails; 100 by default. */
  readonly mostParked?: number;
  /** Who feeds what, where several projectors share the projections; without it this one feeds all. */
  readonly leases?: Leases;
  /** Builds versions aside, where the store lets them in; without it they are built between what happens. */
  readonly aside?: BuildsAside;
  readonly clock: Clock;
  /** Needed where a table is searched. */
  readonly tokensOf?: TokensOf;
  readonly report?: Report;
  /** Called after each commit, and whenever a projection is in another state. */
  readonly onProgress?: () => void;
  /** Where the log's positions can be counted; see {@link projectionLag}. */
  readonly eventsBetween?: EventsBetween;
  /** Events folded at a time when behind; 10,000 by default. */
  readonly batchSize?: number;
  /** How often operators' orders are looked for, milliseconds; 200 by default. */
  readonly lookMs?: number;
  /**
   * Longest time, in milliseconds, that what has been folded is held back from readers of whom the engine does not know that they
   * wait: what comes meanwhile is committed with it. What comes after a longer rest is committed at once. 25 by default.
   */
  readonly settleMs?: number;
}
