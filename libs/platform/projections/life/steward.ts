import { setTimeout as pause } from 'node:timers/promises';
import type { Projection } from '../definition/definition.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import type { Told } from '../engine/engine-report.ts';
import type { ProjectionFeed } from '../engine/projection-feed.ts';
import { withRetries } from '../engine/retry.ts';
import { BuildPace } from './build-pace.ts';
import { messageOf } from './failures.ts';
import { keptVersions, rebuildOf } from './kept-versions.ts';
import { KnownVersions } from './known-versions.ts';
import { type Fence, LeaseLost } from './leases.ts';
import { OrderClerk } from './order-clerk.ts';
import { OrderRefused } from './orders.ts';
import { passOver } from './pass-over.ts';
import { Quickening } from './quickening.ts';
import { again } from './rounds.ts';
import type { Verification } from './verification.ts';
import { verifyVersion } from './verify-version.ts';
import type { Workplace } from './workplace.ts';

/** How often orders, and what is to be made quick, are looked for, milliseconds. */
const [LOOK_MS, QUICKEN_MS] = [200, 200];
/** How often the pace of a build is told, and tables that nobody reads any more are looked for, milliseconds. */
const [PACE_MS, CLEAR_MS] = [1000, 1000];
/** How many times a lease is renewed before it would have ended. */
const RENEWALS = 4;
/** A promotion that finds the new version behind is tried again, so often and after so many milliseconds. */
const PROMOTION_TRIES = 50;
const PROMOTION_PAUSE_MS = 100;

/**
 * Brings each version of each projection to the state it should be in: builds what is new, verifies and promotes it where
 * that goes by itself, does what operators order, and holds the leases where several projectors share the work.
 */
export class Steward {
  readonly #options: EngineOptions;
  readonly #kept: readonly Projection[];
  readonly #workplace: Workplace;
  readonly #signal: AbortSignal;
  readonly #versions: KnownVersions;
  readonly #quickening: Quickening;
  /** The right to feed projections, all versions of one together, by name. */
  #held: ReadonlyMap<string, Fence> = new Map();

  constructor(options: EngineOptions, kept: readonly Projection[], workplace: Workplace, signal: AbortSignal) {
    this.#options = options;
    this.#kept = kept;
    this.#workplace = workplace;
    this.#signal = signal;
    this.#versions = new KnownVersions(options);
    this.#quickening = new Quickening(signal);
  }

  /** Takes up what this projector is to feed from the start. */
  async open(): Promise<void> {
    if (this.#options.leases) await this.#shareOut();
    else for (const projection of this.#kept) await this.#takeUp(projection);
  }

  /** Looks after everything until the signal aborts. */
  async run(): Promise<void> {
    const { leases, store, lookMs = LOOK_MS } = this.#options;
    const clerk = new OrderClerk(this.#options, this, this.#signal);
    const pace = new BuildPace(this.#options);
    const stopped = [...this.#workplace.feeds].filter(({ isRunning }) => !isRunning);
    // A discard recorded after they were taken up and before the log is followed.
    for (const name of new Set(stopped.map(({ projection }) => projection.name))) this.discarded(name);
    const every = (ms: number, work: () => Promise<void>) =>
      again(ms, this.#signal, work, (error) => {
        const told = { told: 'trying again', attempt: 1, inMs: ms, message: messageOf(error) } as const;
        this.#tell({ name: 'all', version: 0 }, told);
      });
    await Promise.all([
      every(lookMs, () => clerk.look((work) => this.#workplace.begin(work))),
      every(PACE_MS, () => pace.tell([...this.#workplace.feeds])),
      leases && every(leases.ttlMs / RENEWALS, () => this.#shareOut()),
      every(QUICKEN_MS, () => this.#quickening.run(this.#workplace.feeds)),
      store.clearAway && every(CLEAR_MS, () => store.clearAway!(this.#signal)),
    ]);
    await leases?.release().catch(() => undefined);
  }

  /** A projection has come to the end of the log. */
  async caughtUp(feed: ProjectionFeed): Promise<void> {
    await feed.settle();
    if (feed.serves) this.#quickening.add(feed);
    if (feed.state !== 'building') return;
    if (feed.serves) return feed.become('live');
    await feed.become('verifying');
    this.#begin(feed, () => this.#afterBuild(feed));
  }

  /** Somebody else feeds it from now on. */
  lost(feed: ProjectionFeed): void {
    feed.leave('paused');
    this.#workplace.remove(feed);
    this.#tell(feed.projection, { told: 'lease lost' });
  }

  /** An event of a projection was discarded: what waits for it goes on. */
  discarded(name: string): void {
    for (const feed of this.#workplace.feeds) {
      if (feed.projection.name !== name) continue;
      this.#begin(feed, async () => {
        if (await passOver(feed, this.#options.store)) await this.goOn(feed);
      });
    }
  }

  /** What this projector feeds of a version. */
  feed(name: string, version: number): ProjectionFeed | undefined {
    return [...this.#workplace.feeds].find(
      ({ projection }) => projection.name === name && projection.version === version,
    );
  }

  /** Whether it is this projector that does what is to be done about a projection. */
  isMine(name: string): boolean {
    const { leases, projections } = this.#options;
    return !leases || this.#held.has(name) || !projections.some((one) => one.name === name);
  }

  /** @throws OrderRefused when it was built already */
  async build(feed: ProjectionFeed): Promise<void> {
    const { name, version } = feed.projection;
    if (feed.state !== 'new') throw new OrderRefused(`Version ${version} of ${name} is ${feed.state}: it was built.`);
    await feed.become('building');
    this.#workplace.start(feed);
  }

  /** Builds a version that was retired. */
  async revive(projection: Projection): Promise<void> {
    await this.build(await this.#workplace.open(projection, this.#held.get(projection.name)));
  }

  /** One that serves goes on serving while another is built beside it; any other begins anew. */
  async rebuild(feed: ProjectionFeed): Promise<void> {
    const { projection, fence } = feed;
    const { name, version } = projection;
    if (!feed.serves) {
      await feed.startOver();
      this.#workplace.start(feed);
      return;
    }
    if (this.feed(name, -version)) throw new OrderRefused(`Version ${version} of ${name} is being rebuilt already.`);
    const beside = rebuildOf(projection, await this.#options.store.life.nextRebuild(projection, fence));
    const rebuilding = await this.#workplace.open(beside, fence);
    await rebuilding.become('building');
    this.#workplace.start(rebuilding);
  }

  /** @throws OrderRefused when it has not caught up */
  async verify(feed: ProjectionFeed, isThorough: boolean): Promise<Verification> {
    const { store, log, registry, clock } = this.#options;
    const { projection, state } = feed;
    const { name, version } = projection;
    if (!feed.isRunning || state === 'building') {
      throw new OrderRefused(`Version ${Math.abs(version)} of ${name} is ${state}: it has not caught up.`);
    }
    const serving = projection.rebuild ? this.#versions.defined(name, -version) : await this.#versions.serving(name);
    const other = serving?.version === version ? undefined : serving;
    for (const one of [feed, other && this.feed(name, other.version)]) await one?.settle();
    const verification = await verifyVersion(projection, other, { store, log, registry, clock, isThorough });
    await store.life.setVerification(projection, verification, feed.fence);
    return verification;
  }

  /** @throws OrderRefused when it has not caught up, or stays behind the version that serves */
  async promote(feed: ProjectionFeed): Promise<void> {
    const { projection } = feed;
    const others = [...this.#workplace.feeds].filter((one) => one.projection.name === projection.name && one !== feed);
    await this.#notBehind(feed, () => feed.promote(() => others.forEach((other) => other.replaced())));
    this.#quickening.add(feed);
    if (this.#options.upkeep === 'ordered') return;
    for (const { name, version } of await this.#versions.undefinedOnes(projection.name)) {
      await this.#options.store.life.retire({ name, version });
      this.#tell({ name, version }, { told: 'state changed', state: 'retired' });
    }
  }

  /** @throws OrderRefused when it serves */
  async retire(feed: ProjectionFeed): Promise<void> {
    await this.#options.store.life.retire(feed.projection, feed.fence);
    this.#forget(feed);
  }

  /** Feeds a stopped version again. */
  async goOn(feed: ProjectionFeed): Promise<void> {
    await feed.become(goingOn(feed));
    this.#workplace.start(feed);
  }

  /** Folds what is parked again, all of it or one stream. @returns how many streams are parked after it */
  async retry(feed: ProjectionFeed, stream?: string): Promise<number> {
    const parked = await feed.retry(stream);
    if (feed.state === 'failed' && !feed.hasTooManyParked) await this.goOn(feed);
    return parked;
  }

  async #takeUp(projection: Projection, fence?: Fence): Promise<void> {
    const feed = await this.#workplace.open(projection, fence);
    if (feed.state === 'paused' && feed.lastError) await feed.become(goingOn(feed));
    else if (await passOver(feed, this.#options.store)) await feed.become(goingOn(feed));
    if (feed.state === 'new' && (projection.rebuild || (await this.#isBuiltByItself(feed))))
      await feed.become('building');
    if (feed.state === 'verifying') this.#begin(feed, () => this.#afterBuild(feed));
    if (feed.isRunning) this.#workplace.start(feed);
  }

  /** Where nothing serves there is nothing to compare a version with, and nobody to be disturbed by it. */
  async #isBuiltByItself({ projection }: ProjectionFeed): Promise<boolean> {
    return this.#options.upkeep !== 'ordered' || !(await this.#versions.serving(projection.name));
  }

  async #afterBuild(feed: ProjectionFeed): Promise<void> {
    const { projection } = feed;
    if (projection.rebuild) return this.#finishRebuild(feed);
    const status = await this.#options.store.life.statusOf(projection);
    // Where nothing serves yet there is nothing to compare it with, and somebody waits for it.
    if ((await this.#versions.serving(projection.name)) === undefined) return this.promote(feed);
    // What was replaced once is promoted again by a rollback only.
    if (status?.promotedAt !== null || this.#options.upkeep === 'ordered') return;
    const { isSound, sample } = await this.verify(feed, false);
    if (isSound) await this.promote(feed);
    else this.#tell(projection, { told: 'unsound', different: sample!.different });
  }

  async #finishRebuild(feed: ProjectionFeed): Promise<void> {
    const { store } = this.#options;
    const { name, version } = feed.projection;
    const replaced = this.feed(name, -version);
    if (!replaced) return;
    const verification = await this.verify(feed, false);
    await store.makeServable(feed.projection);
    await this.#notBehind(feed, () => replaced.reread(() => store.life.replaceByRebuild(feed.projection, feed.fence)));
    await store.life.setVerification(replaced.projection, verification, feed.fence);
    this.#forget(feed);
    this.#workplace.start(replaced);
    this.#tell(replaced.projection, { told: 'rebuilt' });
  }

  /** Does what needs a version not to lie behind the one that serves, again until it does not. */
  async #notBehind(feed: ProjectionFeed, work: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await feed.settle();
        return await work();
      } catch (error) {
        if (!(error instanceof OrderRefused && error.isBehind) || attempt === PROMOTION_TRIES) throw error;
        await pause(PROMOTION_PAUSE_MS, undefined, { signal: this.#signal });
      }
    }
  }

  /** Holds this projector's part of the projections, and feeds what is newly its own as it stands by now. */
  async #shareOut(): Promise<void> {
    const { leases, projections, store } = this.#options;
    const held = await leases!.hold('projections', [...new Set(projections.map(({ name }) => name))]);
    for (const feed of [...this.#workplace.feeds])
      if (held.get(feed.projection.name)?.token !== feed.fence?.token) this.lost(feed);
    this.#held = new Map([...this.#held].filter(([name]) => held.has(name)));
    const isNew = ({ name }: Projection) => held.has(name) && held.get(name)!.token !== this.#held.get(name)?.token;
    if (!projections.some(isNew)) return;
    for (const projection of (await keptVersions(projections, store)).filter(isNew)) {
      const { name, version } = projection;
      if (!this.feed(name, version)) await this.#takeUp(projection, held.get(name));
    }
    this.#held = held;
  }

  #forget(feed: ProjectionFeed): void {
    feed.leave('retired');
    this.#workplace.remove(feed);
  }

  /** Lets work on a feed run, again where the database fails; it is given up where the feed is another projector's now. */
  #begin(feed: ProjectionFeed, work: () => Promise<void>): void {
    const done = withRetries(work, {
      signal: this.#signal,
      isFinal: (error) => error instanceof LeaseLost || (error instanceof OrderRefused && !error.isBehind),
      onRetry: (error, attempt, inMs) =>
        this.#tell(feed.projection, { told: 'trying again', attempt, inMs, message: messageOf(error) }),
    });
    this.#workplace.begin(
      done.catch((error: unknown) => {
        if (error instanceof LeaseLost) this.lost(feed);
        else if (!(error instanceof OrderRefused) && !this.#signal.aborted) throw error;
      }),
    );
  }

  #tell({ name, version }: Pick<Projection, 'name' | 'version'>, report: Told): void {
    this.#options.report?.({ projection: name, version: Math.abs(version), ...report });
  }
}

/** A version goes on where it was: one that serves answers queries from its old rows until it has caught up. */
function goingOn(feed: ProjectionFeed): 'live' | 'building' {
  return feed.serves ? 'live' : 'building';
}
