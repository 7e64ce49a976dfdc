import type { Projection } from '../definition/definition.ts';
import type { ProjectionStatus, ReadModelStore } from '../store/read-model-store.ts';

/**
 * The versions that a program keeps: of each projection the newest, older ones from the day they were built until they
 * are retired, and rebuilds under way. What was retired comes back only where nothing else is there to serve.
 */
export async function keptVersions(
  projections: readonly Projection[],
  store: ReadModelStore,
): Promise<readonly Projection[]> {
  const statuses = await store.snapshot((snapshot) => snapshot.statuses());
  const rebuilds = await store.life.rebuilds();
  const stateOf = ({ name, version }: Projection): ProjectionStatus['state'] | undefined =>
    statuses.find((status) => status.name === name && status.version === version)?.state;
  return [...Map.groupBy(projections, ({ name }) => name).values()].flatMap((versions) => {
    const newest = versions.reduce((a, b) => (b.version > a.version ? b : a));
    const known = versions.filter((version) => !['retired', undefined].includes(stateOf(version)));
    const isWanted = stateOf(newest) !== 'retired' || known.length === 0;
    return [
      ...versions.filter((version) => known.includes(version) || (version === newest && isWanted)),
      ...known.flatMap((version) =>
        rebuilds
          .filter((status) => status.name === version.name && status.version === -version.version)
          .map(({ rebuild }) => rebuildOf(version, rebuild)),
      ),
    ];
  });
}

/** What is built beside a version to take its place, with tables of its own. */
export function rebuildOf(projection: Projection, rebuild: number): Projection {
  return { ...projection, version: -projection.version, rebuild };
}
