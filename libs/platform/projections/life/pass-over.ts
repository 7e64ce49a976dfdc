import type { ProjectionFeed } from '../engine/projection-feed.ts';
import type { ReadModelStore } from '../store/read-model-store.ts';

/**
 * Releases what of a version waits for an event that has been discarded.
 *
 * @returns whether it had stopped, and nothing keeps it from going on any more
 */
export async function passOver(feed: ProjectionFeed, { life }: Pick<ReadModelStore, 'life'>): Promise<boolean> {
  const { name, version } = feed.projection;
  await feed.learn();
  for (const parked of await life.parked(name)) {
    if (parked.version === version && feed.isDiscarded(parked.eventId)) await feed.retry(parked.streamId);
  }
  const isCauseGone = feed.lastError !== null && feed.isDiscarded(feed.lastError.eventId);
  return feed.state === 'failed' && isCauseGone && !feed.hasTooManyParked;
}
