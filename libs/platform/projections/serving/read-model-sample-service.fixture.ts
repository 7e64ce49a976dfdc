import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CanActivate, type ExecutionContext, type INestApplication, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { inScope, roleTable } from '#platform/access';
import { systemClock } from '#platform/clock';
import { eventType, eventVersion, personal, type Personal, Type } from '#platform/event-schema';
import type { Position } from '#platform/event-store';
import { createHttpApplication } from '#platform/http/nest';
import { Sealing, SearchTokens } from '#platform/privacy';
import { SqliteKeyStore } from '#platform/privacy/key-stores';
import {
  clients,
  officeTasks,
  type Reader,
  readers,
  referrals,
  roles,
  type SampleReferral,
} from './read-model-samples.fixture.ts';
import type { Projection } from '../definition/definition.ts';
import { ChangeFeeds, type ChangeFeedServices } from '../change-feed/change-feeds.ts';
import { CommitNews } from '../change-feed/commit-news.ts';
import type { Lag } from './read-model-answer.ts';
import { readModelControllers } from '../nest/read-model-controller.ts';
import { ReadModelChangesQueryHandler, ReadModelQueryHandler } from '../nest/read-model-dispatch.ts';
import { ReadModels, type ReadModelServices } from './read-model-query.ts';
import {
  type Checkpoint,
  type ReadModelSnapshot,
  type ReadModelStore,
  type Row,
  tableName,
} from '../store/read-model-store.ts';
import { RowSearch, rowTokens } from '../store/search-rows.ts';
import { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';

export * from './read-model-samples.fixture.ts';

/** Signs in whoever the header names. */
class NamedReaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.actor = readers[request.headers['x-reader'] as Reader];
    return true;
  }
}

const CompanyNamed = eventType('CompanyNamed', {
  words: { en: 'Company named', ja: '企業名記録' },
  dataClass: 'A',
  versions: [eventVersion({ schema: Type.Object({ name: personal(Type.String()) }), examples: [{ name: 'a' }] })],
});

/** A service of three read models over real stores, filled by hand instead of by an engine. */
export class SampleService {
  readonly #folder = mkdtempSync(join(tmpdir(), 'read-models-'));
  readonly #checkpoints = new Map<string, Checkpoint>();
  readonly store: ReadModelStore;
  readonly keys = SqliteKeyStore.open({
    file: join(this.#folder, 'keys.db'),
    masterKey: Buffer.alloc(32, 7),
    clock: systemClock,
  });
  readonly #sealing = new Sealing(this.keys);
  /** Values opened since the start. */
  readonly opened: unknown[] = [];
  /** The log's end, as the lag is told by. */
  head: Position = 0;
  /** What the lag is told to be instead. */
  lag: Lag | undefined;
  search!: RowSearch;
  readModels!: ReadModels;
  #services!: ReadModelServices;
  #app: INestApplication | undefined;
  #address = '';
  feeds!: ChangeFeeds;
  /** Aborted: the service goes down. */
  readonly ending = new AbortController();
  readonly #commits = new Set<() => void>();
  #looking: { times: number; readonly resolve: () => void } | undefined;

  /** Longest wait for a position, milliseconds; set before the start. */
  longestWaitMs = 400;

  /** @param store by default one in a file */
  constructor(store?: ReadModelStore) {
    this.store = store ?? openSqliteReadModels(join(this.#folder, 'read-models.db'), { clock: systemClock });
  }

  async start(projections: readonly Projection[] = [clients, referrals, officeTasks]): Promise<this> {
    for (const one of projections) {
      await this.store.ensure(one);
      await this.store.setState(one, 'live');
    }
    const normalForm = (text: string) => text.normalize('NFKC').toLowerCase();
    this.search = new RowSearch(await SearchTokens.load(this.keys), normalForm);
    const table = roleTable(roles);
    const services: ReadModelServices = {
      projections,
      reader: {
        snapshot: (work) => this.#counted(work),
        look: (projection, query) => this.store.look(projection, query),
        positions: () => {
          this.#noteLook();
          return this.store.positions();
        },
        close: () => this.store.close(),
      },
      search: this.search,
      roles: table,
      open: async (value) => {
        const opened: unknown = await this.#sealing.open(value);
        this.opened.push(opened);
        return opened;
      },
      availableActions: ({ category, stage, parties }, reader) => {
        const role = table.get(reader.role);
        const may = role?.org === 'iesc' && inScope(reader, role, parties);
        return may && category === 'referral' && stage === 'received' ? ['TakeReferral'] : [];
      },
      lagAt: async (position) => this.lag ?? { events: this.head - position, seconds: 0 },
      longestWaitMs: this.longestWaitMs,
    };
    this.readModels = new ReadModels(services);
    this.#services = services;
    this.feeds = this.feedsWith({});
    return this;
  }

  /** Change feeds that are served otherwise in something. */
  feedsWith(otherwise: Partial<ChangeFeedServices>): ChangeFeeds {
    const news = CommitNews.from((listener) => {
      this.#commits.add(listener);
      return () => void this.#commits.delete(listener);
    });
    return new ChangeFeeds({ ...this.#services, news, clock: systemClock, ending: this.ending.signal, ...otherwise });
  }

  async listen(projections: readonly Projection[] = [clients, referrals, officeTasks]): Promise<this> {
    await this.start(projections);
    return this.serve(projections);
  }

  /** Listens, having been started. */
  async serve(projections: readonly Projection[] = [clients, referrals, officeTasks]): Promise<this> {
    @Module({
      imports: [CqrsModule.forRoot()],
      controllers: [...readModelControllers(projections)],
      providers: [
        ReadModelQueryHandler,
        ReadModelChangesQueryHandler,
        { provide: ChangeFeeds, useFactory: () => this.feeds },
        { provide: ReadModels, useValue: this.readModels },
        { provide: APP_GUARD, useClass: NamedReaderGuard },
      ],
    })
    class SampleModule {}
    this.#app = await createHttpApplication(SampleModule, { logLevel: 'silent' });
    await this.#app.listen(0, '127.0.0.1');
    this.#address = await this.#app.getUrl();
    return this;
  }

  get url(): string {
    return this.#address;
  }

  get app(): INestApplication {
    return this.#app!;
  }

  /** A request of a reader; the answer's status, headers and body, parsed. */
  async get(reader: Reader, path: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.#address}${path}`, { headers: { 'X-Reader': reader, ...headers } });
    const body = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (body === '' ? undefined : JSON.parse(body)) as unknown,
    };
  }

  /** Resolves when so many more snapshots were begun: what waits by looking again has looked again. */
  looked(times: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#looking = { times, resolve };
    return promise;
  }

  /** Snapshots begun since the start. */
  snapshots = 0;

  #counted<T>(work: (snapshot: ReadModelSnapshot) => Promise<T>): Promise<T> {
    this.snapshots++;
    this.#noteLook();
    return this.store.snapshot(work);
  }

  #noteLook(): void {
    if (this.#looking && --this.#looking.times === 0) this.#looking.resolve();
  }

  /**
   * Writes rows (undefined: deletes) and moves the checkpoint, by one where it is not said how far.
   *
   * @returns the new position
   */
  async write(into: Projection, rows: ReadonlyMap<string, Row | undefined>, to?: Position): Promise<Position> {
    const expected = this.#checkpoints.get(tableName(into));
    const position = to ?? (expected?.position ?? 0) + 1;
    const checkpoint = { position, eventId: `event-${position}` };
    const stored = await this.store.load(into, [...rows.keys()]);
    const changes = await Promise.all(
      [...rows].map(async ([rowKey, row]) => ({
        key: rowKey,
        row,
        before: stored.get(rowKey)?.row,
        position,
        revision: 0,
        tokens: row ? await rowTokens(this.search, this.#sealing)(into, row) : [],
      })),
    );
    await this.store.commit(into, { expected, checkpoint, changes });
    this.#checkpoints.set(tableName(into), checkpoint);
    this.head = Math.max(this.head, position);
    for (const told of this.#commits) told();
    return position;
  }

  /** Writes referrals, sealed as events seal them, and keeps the clients at the same position. */
  async writeReferrals(plain: readonly SampleReferral[]): Promise<Position> {
    const rows = await Promise.all(plain.map(async (one) => [one.referralId, await this.referralRow(one)] as const));
    await this.write(clients, new Map());
    return this.write(referrals, new Map(rows));
  }

  /** A referral as its row is kept. */
  async referralRow({ companyName, worker, ...rest }: SampleReferral): Promise<Row> {
    return {
      ...rest,
      companyName: await this.sealed(companyName, `client-${rest.clientId}`),
      worker: worker === null ? null : await this.sealed(worker, `worker-${rest.referralId}`),
    };
  }

  async sealed(name: string, subjectId: string): Promise<Personal<string>> {
    return ((await this.#sealing.seal(CompanyNamed({ name }), subjectId)) as unknown as { name: Personal<string> })
      .name;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
    await this.store.close();
    await this.keys.close();
    rmSync(this.#folder, { recursive: true });
  }
}
