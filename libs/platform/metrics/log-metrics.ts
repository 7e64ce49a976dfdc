import { atMost, type Clock } from '#platform/clock';
import type { EventReader, Position } from '#platform/event-store';
import type { ProcessProgress } from '#platform/process-managers/engine';
import type { ProjectionStatus, ReadModelReader } from '#platform/projections';
import { projectionLag, type EventsBetween } from '#platform/projections/engine';
import type { Metrics } from './metrics.ts';

/** Whose progress is told, and the log that it is measured against. */
export interface FollowersOfTheLog {
  readonly log: EventReader;
  readonly readModels: ReadModelReader;
  /** How far the processes of this program have come; none where another program runs them. */
  readonly processes?: () => Promise<readonly ProcessProgress[]>;
  readonly clock: Clock;
  readonly eventsBetween: EventsBetween | undefined;
}

/** Milliseconds after which log or database count as away. */
const AWAY_MS = 1_500;

/**
 * Tells how far all that follows the log has come. It is looked up where checkpoints are kept, not where they are made:
 * so the lag of a projector that has died goes on rising in the programs that answer requests.
 */
export function watchFollowers(metrics: Metrics, { log, readModels, processes, ...more }: FollowersOfTheLog): void {
  const { instruments } = metrics;
  metrics.lookUp(async () => {
    const reading = readModels.snapshot((snapshot) => snapshot.statuses());
    const statuses = await atMost(AWAY_MS, reading).catch(() => undefined);
    const fed = statuses?.filter(({ state }) => state !== 'retired') ?? [];
    const running = processes ? await atMost(AWAY_MS, processes()).catch(() => []) : [];
    const behind = await lagOf(log, [...fed.map(positionOf), ...running.map(({ position }) => position)], more);
    instruments.readModelsUp.set(statuses ? 1 : 0);
    instruments.eventStoreUp.set(behind ? 1 : 0);
    if (behind) instruments.headPosition.set(behind.head);
    tellProjections(metrics, fed, behind?.at);
    tellProcesses(metrics, running, behind?.at);
  });
}

interface Behind {
  /** null: the log cannot count. */
  readonly events: number | null;
  readonly seconds: number;
}

type BehindAt = (position: Position) => Behind;

/** How far each of the positions lies behind the log; undefined while the log is away. */
async function lagOf(
  log: EventReader,
  positions: readonly Position[],
  { clock, eventsBetween }: Pick<FollowersOfTheLog, 'clock' | 'eventsBetween'>,
): Promise<{ readonly head: Position; readonly at: BehindAt } | undefined> {
  const followers = [...new Set(positions)].map(
    (position) => ({ name: '', version: 0, state: 'live', checkpoint: { position, eventId: '' } }) as const,
  );
  try {
    const head = await atMost(AWAY_MS, log.head());
    const lags = await atMost(AWAY_MS, projectionLag(log, followers, clock, eventsBetween));
    const found = new Map(
      lags.map(({ position, eventsBehind: events, secondsBehind: seconds }) => [position, { events, seconds }]),
    );
    return { head, at: (position) => found.get(position)! };
  } catch {
    return undefined;
  }
}

function tellProjections({ instruments }: Metrics, statuses: readonly ProjectionStatus[], behind?: BehindAt): void {
  const { projectionPosition, projectionLagEvents, projectionLagSeconds, projectionState, projectionParked } =
    instruments;
  const gauges = [projectionPosition, projectionLagEvents, projectionLagSeconds, projectionState, projectionParked];
  for (const gauge of gauges) gauge.reset();
  for (const status of statuses) {
    const labels = { projection: status.name, version: String(status.version) };
    const position = positionOf(status);
    projectionPosition.set(labels, position);
    projectionState.set({ ...labels, state: status.state }, 1);
    projectionParked.set(labels, status.parked);
    if (!behind) continue;
    const { events, seconds } = behind(position);
    projectionLagSeconds.set(labels, seconds);
    if (events !== null) projectionLagEvents.set(labels, events);
  }
}

function tellProcesses({ instruments }: Metrics, running: readonly ProcessProgress[], behind?: BehindAt): void {
  const { processPosition, processBacklogEvents, processBacklogSeconds, processOutstanding, processWaiting } =
    instruments;
  const all = [processPosition, processBacklogEvents, processBacklogSeconds, processOutstanding, processWaiting];
  for (const gauge of all) gauge.reset();
  for (const { process, position, outstanding, isWaiting } of running) {
    processPosition.set({ process }, position);
    processOutstanding.set({ process }, outstanding);
    processWaiting.set({ process }, isWaiting ? 1 : 0);
    if (!behind) continue;
    const { events, seconds } = behind(position);
    processBacklogSeconds.set({ process }, seconds);
    if (events !== null) processBacklogEvents.set({ process }, events);
  }
}

function positionOf({ checkpoint }: ProjectionStatus): Position {
  return checkpoint?.position ?? 0;
}
