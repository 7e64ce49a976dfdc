import type { Clock } from '#platform/clock';
import type { EventReader, Position } from '#platform/event-store';
import type { ProjectionState, ProjectionStatus } from '../store/read-model-store.ts';

/** How far a version of a projection lies behind the log, in two numbers that are both true. */
export interface ProjectionLag {
  readonly name: string;
  readonly version: number;
  readonly state: ProjectionState;
  /** Position of its checkpoint, 0 before the first. */
  readonly position: Position;
  /** Events after its checkpoint; null where the log cannot count them. */
  readonly eventsBehind: number | null;
  /** Seconds since the oldest event after its checkpoint was stored; 0 where there is none. */
  readonly secondsBehind: number;
}

/** Counts the events between two positions, where positions are numbers in a row: `(from, to) => to - from`. */
export type EventsBetween = (from: Position, to: Position) => number;

/**
 * The lag of projections as their checkpoints tell it.
 *
 * @param eventsBetween for a log that can count; without it `eventsBehind` is null for a projection that is behind
 */
export async function projectionLag(
  log: Pick<EventReader, 'head' | 'readAll'>,
  statuses: readonly Pick<ProjectionStatus, 'name' | 'version' | 'state' | 'checkpoint'>[],
  clock: Clock,
  eventsBetween?: EventsBetween,
): Promise<readonly ProjectionLag[]> {
  const head = await log.head();
  const now = Date.parse(clock.now());
  const waitingSince = new Map<Position, number>();
  for (const { checkpoint } of statuses) {
    const from = checkpoint?.position ?? 0;
    if (from >= head || waitingSince.has(from)) continue;
    for await (const { recordedAt } of log.readAll({ from, maxCount: 1 }))
      waitingSince.set(from, Date.parse(recordedAt));
  }
  return statuses.map(({ name, version, state, checkpoint }) => {
    const position = checkpoint?.position ?? 0;
    const isBehind = position < head;
    return {
      name,
      version,
      state,
      position,
      eventsBehind: isBehind ? (eventsBetween?.(position, head) ?? null) : 0,
      secondsBehind: isBehind ? Math.max(0, (now - (waitingSince.get(position) ?? now)) / 1000) : 0,
    };
  });
}
