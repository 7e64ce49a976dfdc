import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/clock';
import type { ProjectionFailure, ProjectionState, ProjectionStatus, VersionId } from '../store/read-model-store.ts';
import { type Fence, requireLease } from './leases.ts';
import { SELECT_STATUSES } from './life-tables.ts';
import type { NewOrder, Order, OrderAction } from './orders.ts';
import { parkedStreamOf, queuedEventOfRow } from './parked-rows.ts';
import type { ParkedStream, QueuedEvent } from './parking.ts';
import { type Script, type Scripts, type SqlRow, statement, textIn } from './script.ts';
import { promoteScript, replaceScript, retireScript, setStateScript } from './state-scripts.ts';
import { statusOfRow } from './status-row.ts';
import type { Verification } from './verification.ts';

/** Orders that are settled are kept for so many to be looked up. */
const SETTLED_KEPT = 1000;

/**
 * The life of projection versions as the database of the read models keeps it: states, what was parked, and orders.
 * Whatever a projector writes is fenced by the lease it holds, where there are leases.
 *
 * All methods that take a fence throw {@link LeaseLost} when it has gone to another process.
 */
export class ProjectionLife {
  readonly #scripts: Scripts;
  readonly #clock: Clock;

  constructor(scripts: Scripts, clock: Clock) {
    this.#scripts = scripts;
    this.#clock = clock;
  }

  /** Sets the state. A version that goes `live` serves from then on, and the one that served is fed beside it. */
  setState(version: VersionId, state: ProjectionState, lastError?: ProjectionFailure, fence?: Fence): Promise<void> {
    return this.#fenced(fence, () => setStateScript(version, state, lastError ?? null, this.#clock.now()));
  }

  /**
   * Lets a version serve instead of the one that does, in one transaction.
   *
   * @throws OrderRefused when it has not caught up, or lies behind the one that serves.
   */
  promote(version: VersionId, fence?: Fence): Promise<void> {
    return this.#fenced(fence, () => promoteScript(version, this.#clock.now()));
  }

  /** @throws OrderRefused when it serves: nothing would answer queries any more. */
  retire(version: VersionId, fence?: Fence): Promise<void> {
    return this.#fenced(fence, () => retireScript(version, this.#scripts, this.#clock.now()));
  }

  /**
   * Puts a rebuild in the place of the version it was made of: tables, checkpoint and what is parked.
   *
   * @param version with the number below 0 that its rebuild goes by
   */
  replaceByRebuild(version: VersionId & { readonly rebuild?: number }, fence?: Fence): Promise<void> {
    return this.#fenced(fence, () => replaceScript(version, this.#scripts, this.#clock.now()));
  }

  /** Versions that are being rebuilt, by the numbers below 0 that their rebuilds go by. */
  rebuilds(): Promise<readonly (ProjectionStatus & { readonly rebuild: number })[]> {
    return this.#read(function* () {
      const { rows } = yield statement(`${SELECT_STATUSES} WHERE version < 0 ORDER BY name`);
      return rows.map((row) => ({ ...statusOfRow(row), rebuild: Number(row['rebuild']) }));
    });
  }

  /** Draws the number of the next rebuild of a version, which names its tables. */
  nextRebuild({ name, version }: VersionId, fence?: Fence): Promise<number> {
    return this.#fenced(fence, function* () {
      yield statement('UPDATE projections SET rebuild = rebuild + 1 WHERE name = $1 AND version = $2', name, version);
      const { rows } = yield statement(
        'SELECT rebuild FROM projections WHERE name = $1 AND version = $2',
        name,
        version,
      );
      return Number(rows[0]?.['rebuild']);
    });
  }

  /** How a version stands, undefined where it is not known. */
  statusOf({ name, version }: VersionId): Promise<ProjectionStatus | undefined> {
    return this.#read(function* () {
      const { rows } = yield statement(`${SELECT_STATUSES} WHERE name = $1 AND version = $2`, name, version);
      return rows.map(statusOfRow)[0];
    });
  }

  /** How fast a build goes on, and until when. */
  tellPace({ name, version }: VersionId, rate: number | null, estimatedEnd: string | null): Promise<void> {
    return this.#scripts.run(function* () {
      const text = 'UPDATE projections SET rate = $1, estimated_end = $2 WHERE name = $3 AND version = $4';
      yield statement(text, rate, estimatedEnd, name, version);
    });
  }

  setVerification({ name, version }: VersionId, verification: Verification, fence?: Fence): Promise<void> {
    return this.#fenced(fence, function* () {
      const text = 'UPDATE projections SET verification = $1 WHERE name = $2 AND version = $3';
      yield statement(text, JSON.stringify(verification), name, version);
    });
  }

  /** The parked streams of all versions of a projection, in the order they were parked. */
  parked(name: string): Promise<readonly ParkedStream[]> {
    return this.#read(function* () {
      const { rows } = yield statement(
        `SELECT parked.*, (SELECT count(*) FROM projection_queued queued
           WHERE queued.name = parked.name AND queued.version = parked.version
             AND queued.stream_id = parked.stream_id) AS queued_behind
         FROM projection_parked parked WHERE name = $1 AND version > 0 ORDER BY version, position`,
        name,
      );
      return rows.map(parkedStreamOf);
    });
  }

  /** Ids of the streams that are parked in a version. */
  parkedIds({ name, version }: VersionId): Promise<ReadonlySet<string>> {
    return this.#read(function* () {
      const text = 'SELECT stream_id FROM projection_parked WHERE name = $1 AND version = $2';
      const { rows } = yield statement(text, name, version);
      return new Set(rows.map((row) => String(row['stream_id'])));
    });
  }

  /** The events of a parked stream in order: the one that could not be folded, and those behind it. */
  queue({ name, version }: VersionId, streamId: string): Promise<readonly QueuedEvent[]> {
    return this.#read(function* () {
      const { rows } = yield statement(
        `SELECT stream_id, stream, revision, position FROM projection_parked
           WHERE name = $1 AND version = $2 AND stream_id = $3
         UNION ALL
         SELECT stream_id, stream, revision, position FROM projection_queued
           WHERE name = $1 AND version = $2 AND stream_id = $3
         ORDER BY position`,
        name,
        version,
        streamId,
      );
      return rows.map(queuedEventOfRow);
    });
  }

  /** @param id an order that is there under it already is answered as it stands */
  async order(order: NewOrder, id: string = randomUUID()): Promise<Order> {
    const { name, version, action, stream, orderedBy } = order;
    const orderedAt = this.#clock.now();
    await this.#scripts.run(function* () {
      yield statement(
        `DELETE FROM projection_orders WHERE state <> 'open' AND id NOT IN
           (SELECT id FROM projection_orders ORDER BY ordered_at DESC LIMIT ${SETTLED_KEPT})`,
      );
      yield statement(
        `INSERT INTO projection_orders (id, name, version, action, argument, ordered_by, ordered_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'open') ON CONFLICT DO NOTHING`,
        ...[id, name, version, action, stream, orderedBy, orderedAt],
      );
    });
    return (await this.orderOf(id))!;
  }

  /** Orders not carried out yet, the oldest first. */
  openOrders(): Promise<readonly Order[]> {
    return this.#read(function* () {
      const { rows } = yield statement(`SELECT * FROM projection_orders WHERE state = 'open' ORDER BY ordered_at`);
      return rows.map(orderOf);
    });
  }

  /** An order, undefined where there is none of that id. */
  orderOf(id: string): Promise<Order | undefined> {
    return this.#read(function* () {
      const { rows } = yield statement('SELECT * FROM projection_orders WHERE id = $1', id);
      return rows.map(orderOf)[0];
    });
  }

  settle(id: string, state: 'done' | 'refused', answer: string): Promise<void> {
    const now = this.#clock.now();
    return this.#scripts.run(function* () {
      const text = 'UPDATE projection_orders SET state = $1, answer = $2, settled_at = $3 WHERE id = $4';
      yield statement(text, state, answer, now, id);
    });
  }

  #read<T>(script: () => Script<T>): Promise<T> {
    return this.#scripts.read ? this.#scripts.read(script) : this.#scripts.run(script);
  }

  #fenced<T>(fence: Fence | undefined, script: () => Script<T>): Promise<T> {
    return this.#scripts.run(function* () {
      if (fence) yield* requireLease(fence);
      return yield* script();
    });
  }
}

function orderOf(row: SqlRow): Order {
  return {
    id: String(row['id']),
    name: String(row['name']),
    version: row['version'] === null ? null : Number(row['version']),
    action: row['action'] as OrderAction,
    stream: textIn(row, 'argument'),
    orderedBy: String(row['ordered_by']),
    orderedAt: String(row['ordered_at']),
    state: row['state'] as Order['state'],
    answer: textIn(row, 'answer'),
    settledAt: textIn(row, 'settled_at'),
  };
}
