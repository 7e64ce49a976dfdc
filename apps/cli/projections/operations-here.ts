import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { EventExplorer, type ExplainedEvent } from '#apps/api';
import { startProjecting, type Projecting } from '#apps/projector';
import { aggregates, openCommandDoor, programme, projections } from '#contexts/programme';
import { DiscardParkedEvent, discardParkedEvent } from '#contexts/upkeep';
import {
  eventsBetweenIn,
  openKeys,
  openLog,
  openProjectionLife,
  openReadModelReader,
  requireConsistent,
  type BackendSettings,
} from '#platform/backends';
import { systemClock as clock } from '#platform/clock';
import { commandFrom } from '#platform/decider';
import type { Actor, EventStore } from '#platform/event-store';
import { Metrics } from '#platform/metrics';
import {
  OperatedProjections,
  type OperatedProjection,
  type Order,
  type ParkedStream,
  type ProjectionsOverview,
} from '#platform/projections/engine';
import { type Discarding, NotThere, type Operations, type Wish } from './operations.ts';

/** Who has the files of an installation runs it. */
const OPERATOR: Actor = { userId: 'command-line', org: 'tasuki', officeId: null, role: 'system_admin' };

/** The files and databases themselves, where no service runs: what is ordered is carried out by this process. */
export class OperationsHere implements Operations {
  readonly #settings: BackendSettings;
  readonly #log: EventStore;
  readonly #operated: OperatedProjections;
  readonly #explorer: EventExplorer;
  readonly #close: () => Promise<unknown>;
  #projecting: Projecting | undefined;

  private constructor(
    settings: BackendSettings,
    log: EventStore,
    operated: OperatedProjections,
    explorer: EventExplorer,
    close: () => Promise<unknown>,
  ) {
    this.#settings = settings;
    this.#log = log;
    this.#operated = operated;
    this.#explorer = explorer;
    this.#close = close;
  }

  /** @throws EventStoreInUse where a service runs on these files after all, and SettingError */
  static async open(settings: BackendSettings): Promise<OperationsHere> {
    requireConsistent(settings);
    const log = await openLog(settings);
    const lives = await openProjectionLife(settings, clock);
    const reader = await openReadModelReader(settings, clock);
    const eventsBetween = eventsBetweenIn(settings);
    const { registry } = programme;
    const categories = aggregates.map(({ category }) => category);
    return new OperationsHere(
      settings,
      log,
      new OperatedProjections({
        ...{ life: lives.life, reader, log, registry, projections },
        clock,
        eventsBetween,
        categories,
      }),
      new EventExplorer(log, registry, eventsBetween !== undefined),
      async () => {
        await Promise.all([lives.close(), reader.close()]);
        await log.close();
      },
    );
  }

  overview(): Promise<ProjectionsOverview> {
    return this.#operated.overview();
  }

  async one(name: string): Promise<OperatedProjection> {
    return there(await this.#operated.of(name));
  }

  async parked(name: string): Promise<readonly ParkedStream[]> {
    await this.one(name);
    return this.#operated.parked(name);
  }

  async explain(name: string, key: string, version?: number): Promise<readonly ExplainedEvent[]> {
    const explained = there(await this.#operated.explain(name, key, version));
    return explained.map(({ event, did }) => ({ ...this.#explorer.show(event, false), did }));
  }

  async keep(): Promise<void> {
    this.#projecting ??= await startProjecting(this.#settings, clock, pino({ level: 'silent' }), new Metrics());
  }

  async order(name: string, { action, version, stream }: Wish): Promise<Order> {
    await this.keep();
    await this.one(name);
    const wish = { name, version: version ?? null, action, stream: stream ?? null, orderedBy: OPERATOR.userId };
    return this.#operated.order(wish);
  }

  async orderOf(name: string, id: string): Promise<Order> {
    return there(await this.#operated.orderOf(name, id));
  }

  async discard(name: string, discarding: Discarding): Promise<void> {
    await this.keep();
    const command = commandFrom(discardParkedEvent, { projection: name }, discarding) as DiscardParkedEvent;
    if (!(await this.#operated.isDiscardable(name, command.version, command.eventId))) {
      throw new NotThere(`Version ${command.version} of ${name} does not wait at that event.`);
    }
    const keys = await openKeys(this.#settings, clock);
    try {
      const door = openCommandDoor(programme, { store: this.#log, keys, clock });
      await door.issue(discardParkedEvent, command, { actor: OPERATOR, commandId: randomUUID(), source: 'ui' });
    } finally {
      await keys.close();
    }
  }

  /** What is under way goes on where it was when somebody keeps the read models again. */
  async close(): Promise<void> {
    await this.#projecting?.stop();
    await this.#close();
  }
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new NotThere();
  return found;
}
