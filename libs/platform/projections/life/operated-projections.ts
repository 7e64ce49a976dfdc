import type { Clock } from '#platform/clock';
import type { EventRegistry } from '#platform/event-schema';
import type { EventReader, Position } from '#platform/event-store';
import type { Audience, Projection } from '../definition/projection.ts';
import { type EventsBetween, projectionLag } from '../engine/projection-lag.ts';
import type { ProjectionStatus, ReadModelReader } from '../store/read-model-store.ts';
import { discardedIn } from './discards.ts';
import { type Explanation, explainRow } from './explain-row.ts';
import { NotExplained } from './not-explained.ts';
import type { NewOrder, Order } from './orders.ts';
import type { ParkedStream } from './parking.ts';
import type { ProjectionLife } from './projection-life.ts';
import { waitingEvents } from './waiting-events.ts';

/** How far something that is being built has come. */
export interface BuildProgress {
  readonly position: Position;
  /** Events of the log a second; null until it is known. */
  readonly rate: number | null;
  /** ISO 8601 UTC. */
  readonly estimatedEnd: string | null;
}

/** A version of a projection, as operators see it. */
export interface OperatedVersion extends Omit<ProjectionStatus, 'name' | 'checkpoint'>, BuildProgress {
  /** Events after its checkpoint; null where the log cannot count them. */
  readonly eventsBehind: number | null;
  readonly secondsBehind: number;
  /** Whether the program has a definition of it. */
  readonly isDefined: boolean;
  /** What is built beside it, to take its place. */
  readonly rebuild: BuildProgress | null;
}

export interface OperatedProjection {
  readonly name: string;
  /** null for one that the program has no definition of. */
  readonly audience: Audience | null;
  /** The newest first. */
  readonly versions: readonly OperatedVersion[];
}

/** All projections, and how far the log reaches. */
export interface ProjectionsOverview {
  readonly head: Position;
  readonly items: readonly OperatedProjection[];
}

export interface OperatedProjectionsParts {
  readonly life: ProjectionLife;
  readonly reader: ReadModelReader;
  readonly log: Pick<EventReader, 'head' | 'read' | 'readAll'>;
  readonly registry: EventRegistry;
  readonly projections: readonly Projection[];
  readonly clock: Clock;
  readonly eventsBetween: EventsBetween | undefined;
  /** Categories of all aggregates. */
  readonly categories: readonly string[];
}

/** What operators see of projections and have done to them, whichever process feeds them. */
export class OperatedProjections {
  readonly #parts: OperatedProjectionsParts;

  constructor(parts: OperatedProjectionsParts) {
    this.#parts = parts;
  }

  async overview(): Promise<ProjectionsOverview> {
    const { life, reader, log, clock, eventsBetween, projections } = this.#parts;
    const statuses = await reader.snapshot((snapshot) => snapshot.statuses());
    const rebuilds = await life.rebuilds();
    const lags = await projectionLag(log, statuses, clock, eventsBetween);
    const versions = statuses.map(({ name, checkpoint, ...status }, index) => {
      const { version } = status;
      const rebuild = rebuilds.find((one) => one.name === name && one.version === -version);
      const { eventsBehind, secondsBehind } = lags[index]!;
      const isDefined = projections.some((one) => one.name === name && one.version === version);
      return {
        name,
        version: {
          ...status,
          ...placeOf(checkpoint, status),
          eventsBehind,
          secondsBehind,
          isDefined,
          rebuild: rebuild ? placeOf(rebuild.checkpoint, rebuild) : null,
        },
      };
    });
    const items = [...Map.groupBy(versions, ({ name }) => name)].map(([name, of]) => ({
      name,
      audience: projections.find((one) => one.name === name)?.audience ?? null,
      versions: of.map(({ version }) => version),
    }));
    return { head: await log.head(), items };
  }

  /** undefined where there is no projection of the name. */
  async of(name: string): Promise<OperatedProjection | undefined> {
    return (await this.overview()).items.find((one) => one.name === name);
  }

  /** Has something done; an order of the same id is the same order. */
  order(order: NewOrder, id?: string): Promise<Order> {
    return this.#parts.life.order(order, id);
  }

  async orderOf(name: string, id: string): Promise<Order | undefined> {
    const order = await this.#parts.life.orderOf(id);
    return order?.name === name ? order : undefined;
  }

  parked(name: string): Promise<readonly ParkedStream[]> {
    return this.#parts.life.parked(name);
  }

  /**
   * Whether a version can be told to pass an event over: it waits at it, or was told so already. What was folded never is:
   * a rebuild would have other rows.
   */
  async isDiscardable(name: string, version: number, eventId: string): Promise<boolean> {
    const projection = await this.of(name);
    if (!projection) return false;
    const waiting = waitingEvents(projection, await this.parked(name));
    if (waiting.some((one) => one.version === version && one.eventId === eventId)) return true;
    return (await discardedIn(this.#parts.log, { name, version })).has(eventId);
  }

  /**
   * The events that made a row of a version, by default of the one that serves, as far as its checkpoint has come.
   *
   * @returns undefined where there is no such version
   * @throws NotExplained where its rows hide something that the events would tell
   */
  async explain(name: string, key: string, version?: number): Promise<readonly Explanation[] | undefined> {
    const { reader, log, registry, categories, projections } = this.#parts;
    const statuses = await reader.snapshot((snapshot) => snapshot.status(name));
    const status = statuses.find((one) => (version === undefined ? one.serves : one.version === version));
    const projection = projections.find((one) => one.name === name && one.version === status?.version);
    if (!projection || !status) return undefined;
    NotExplained.refuse(projection);
    return explainRow(projection, key, status.checkpoint?.position ?? 0, { log, registry, categories });
  }
}

function placeOf(
  checkpoint: ProjectionStatus['checkpoint'],
  { rate, estimatedEnd }: Pick<ProjectionStatus, 'rate' | 'estimatedEnd'>,
): BuildProgress {
  return { position: checkpoint?.position ?? 0, rate, estimatedEnd };
}
