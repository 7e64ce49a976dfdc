import type { Progress } from '../serving/position-waits.ts';
import type { ProjectionFeed } from './projection-feed.ts';

/** How far each projection has come, as readers of its rows see it; of several versions the one that serves. */
export function progressOf(feeds: Iterable<ProjectionFeed>): readonly Progress[] {
  const serving = [...Map.groupBy(versionsIn(feeds), ({ projection }) => projection.name).values()].map(
    (versions) => versions.find(({ serves }) => serves) ?? versions.find(({ isRunning }) => isRunning) ?? versions[0]!,
  );
  return serving.map(({ projection: { name, version }, committedPosition, isRunning }) => ({
    name,
    version,
    position: committedPosition,
    isRunning,
  }));
}

/** Where each version stands, as its lag is told by. */
export function standingOf(feeds: Iterable<ProjectionFeed>) {
  return versionsIn(feeds).map(({ projection: { name, version }, state, committedPosition: position }) => ({
    name,
    version,
    state,
    checkpoint: { position, eventId: '' },
  }));
}

/** A rebuild is nobody's business until it has taken the place of its version. */
function versionsIn(feeds: Iterable<ProjectionFeed>): readonly ProjectionFeed[] {
  return [...feeds].filter(({ projection }) => !projection.rebuild);
}
