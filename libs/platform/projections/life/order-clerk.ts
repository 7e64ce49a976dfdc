import type { EngineOptions } from '../engine/engine-options.ts';
import type { ProjectionFeed } from '../engine/projection-feed.ts';
import { messageOf } from './failures.ts';
import { LeaseLost } from './leases.ts';
import { type Order, OrderRefused, versionMeant } from './orders.ts';
import type { Steward } from './steward.ts';
import type { Comparison, Verification } from './verification.ts';

/** What is tried again next time. */
const LOOK_MS = 200;

/** Finds the orders of operators and has them carried out. */
export class OrderClerk {
  readonly #options: EngineOptions;
  readonly #steward: Steward;
  readonly #signal: AbortSignal;
  /** Orders under way. */
  readonly #underWay = new Set<string>();

  constructor(options: EngineOptions, steward: Steward, signal: AbortSignal) {
    this.#options = options;
    this.#steward = steward;
    this.#signal = signal;
  }

  /** @param begin lets work run beside everything else */
  async look(begin: (work: Promise<void>) => void): Promise<void> {
    for (const order of await this.#options.store.life.openOrders()) {
      if (this.#underWay.has(order.id)) continue;
      this.#underWay.add(order.id);
      begin(this.#settle(order).finally(() => this.#underWay.delete(order.id)));
    }
  }

  async #settle(order: Order): Promise<void> {
    const { life } = this.#options.store;
    try {
      const answer = await this.#carryOut(order);
      if (answer === undefined) return;
      await life.settle(order.id, 'done', answer);
      this.#tell(order, answer);
    } catch (error) {
      if (this.#signal.aborted || error instanceof LeaseLost) return;
      if (error instanceof OrderRefused) {
        await life.settle(order.id, 'refused', error.message);
        this.#tell(order, error.message);
        return;
      }
      // Whatever it is, the database most likely: the order stays open and is looked at again.
      const { name, version } = order;
      const again = { told: 'trying again', attempt: 1, inMs: LOOK_MS, message: messageOf(error) } as const;
      this.#options.report?.({ projection: name, version: version ?? 0, ...again });
    }
  }

  /** @returns what was done, undefined where another projector is to do it */
  async #carryOut(order: Order): Promise<string | undefined> {
    const { store, projections } = this.#options;
    const { name, action } = order;
    if (!this.#steward.isMine(name)) return undefined;
    const statuses = await store.snapshot((snapshot) => snapshot.status(name));
    const version = versionMeant(order, statuses);
    const which = `Version ${version} of ${name}`;
    const definition = projections.find((one) => one.name === name && one.version === version);
    if (!definition && action === 'retire') {
      await store.life.retire({ name, version });
      return `${which} is retired.`;
    }
    if (!definition) throw new OrderRefused(`This program has no definition of version ${version} of ${name}.`);
    const feed = this.#steward.feed(name, version);
    if (feed) return this.#carryOutOn(feed, order, which);
    if (statuses.find((status) => status.version === version)?.state !== 'retired') return undefined;
    if (action !== 'build') throw new OrderRefused(`${which} is retired: build it first.`);
    await this.#steward.revive(definition);
    return `${which} is being built.`;
  }

  async #carryOutOn(feed: ProjectionFeed, { action, stream }: Order, which: string): Promise<string> {
    switch (action) {
      case 'build':
        await this.#steward.build(feed);
        return `${which} is being built.`;
      case 'rebuild':
        await this.#steward.rebuild(feed);
        return `${which} is being rebuilt.`;
      case 'verify':
        return sentenceOf(which, await this.#steward.verify(feed, true));
      case 'promote':
      case 'rollback':
        await this.#steward.promote(feed);
        return `${which} serves.`;
      case 'pause':
        if (!feed.isRunning) throw new OrderRefused(`${which} is ${feed.state}.`);
        await feed.become('paused');
        return `${which} is paused.`;
      case 'resume':
        if (feed.state !== 'paused') throw new OrderRefused(`${which} is ${feed.state}, not paused.`);
        await this.#steward.goOn(feed);
        return `${which} goes on.`;
      case 'retire':
        await this.#steward.retire(feed);
        return `${which} is retired.`;
      case 'retry': {
        const parked = await this.#steward.retry(feed, stream ?? undefined);
        return `${which} is ${feed.state}, with ${streams(parked)} parked.`;
      }
      default:
        return action satisfies never;
    }
  }

  #tell({ id, name, version, action }: Order, answer: string): void {
    this.#options.report?.({
      ...{ projection: name, version: version ?? 0 },
      ...{ told: 'order settled', orderId: id, action, answer },
    });
  }
}

function streams(count: number): string {
  return count === 0 ? 'no stream' : count === 1 ? '1 stream' : `${count} streams`;
}

function sentenceOf(which: string, { rows, comparison, sample }: Verification): string {
  const against = comparison
    ? `${comparison.equal} equal to version ${comparison.version}, ${comparison.different} different, ` +
      `${comparison.onlyHere} only here, ${comparison.onlyThere} only there${ownTablesOf(comparison)}`
    : 'no other version to compare with';
  const folded = sample ? `${sample.rows} folded again, ${sample.different} different` : 'none folded again';
  return `${which} has ${rows} rows: ${against}; ${folded}.`;
}

/** What is wrong with the tables that are not served. */
function ownTablesOf({ tables }: Comparison): string {
  return Object.entries(tables)
    .map(([name, { different, onlyHere, onlyThere }]) => [name, different + onlyHere + onlyThere] as const)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `, ${count} not equal in its table ${name}`)
    .join('');
}
