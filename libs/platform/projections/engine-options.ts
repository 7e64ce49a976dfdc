import type { Clock } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import type { EventReader } from '#platform/event-store';
import type { Projection } from './definition.ts';
import type { Report } from './engine-report.ts';
import type { Progress } from './position-waits.ts';
import type { TokensOf } from './projection-feed.ts';
import type { EventsBetween } from './projection-lag.ts';
import type { ReadModelStore } from './read-model-store.ts';

/** What the engine works with. */
export interface EngineOptions {
  readonly log: EventReader;
  readonly registry: EventRegistry;
  readonly store: ReadModelStore;
  /** All versions of all projections to be kept; of one name, the highest version is the one wanted. */
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  /** Needed where a table is searched. */
  readonly tokensOf?: TokensOf;
  readonly report?: Report;
  /** Called after each commit with how far each projection has come. */
  readonly onProgress?: (progress: readonly Progress[]) => void;
  /** Where the log's positions can be counted; see {@link projectionLag}. */
  readonly eventsBetween?: EventsBetween;
  /** Events folded at a time when behind; 10,000 by default. */
  readonly batchSize?: number;
  /** Longest time, in milliseconds, that a checkpoint stays behind for irrelevant events only; 200 by default. */
  readonly settleMs?: number;
}

/** The newest version of each projection, and an older one while it is the one that serves. */
export async function wantedVersions({ projections, store }: EngineOptions): Promise<readonly Projection[]> {
  const statuses = await store.snapshot((snapshot) => snapshot.statuses());
  const stateOf = ({ name, version }: Projection) =>
    statuses.find((status) => status.name === name && status.version === version)?.state;
  return [...Map.groupBy(projections, ({ name }) => name).values()].flatMap((versions) => {
    const newest = versions.reduce((a, b) => (b.version > a.version ? b : a));
    return versions.filter((version) => version === newest || stateOf(version) === 'live');
  });
}
