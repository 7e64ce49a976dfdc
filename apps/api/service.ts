import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { pino, type DestinationStream } from 'pino';
import { programme } from '#contexts/programme';
import { startDevelopmentIssuer, type DevelopmentIssuer } from '#platform/access/nest';
import {
  eventsBetweenIn,
  openKeys,
  openLog,
  openProcessStore,
  openProjectionLife,
  openReadModelReader,
  requireConsistent,
  requireDataFolder,
} from '#platform/backends';
import { alarmClock, systemClock, TravellingClock } from '#platform/clock';
import { prepareValidators } from '#platform/event-schema';
import { StoreUnavailable, type EventStore } from '#platform/event-store';
import { EmbeddedEventStore } from '#platform/event-store/adapters';
import { describeError, listening, requireFree } from '#platform/http';
import { createHttpApplication } from '#platform/http/nest';
import {
  measuredStore,
  measureRequests,
  Metrics,
  offerMetricsOnLoopback,
  startMetricsListener,
  watchFollowers,
  type MetricsListener,
} from '#platform/metrics';
import { SearchTokens } from '#platform/privacy';
import { SettingError } from '#platform/settings';
import { startTracing, traceRequests } from '#platform/tracing';
import {
  healthIndicators,
  startProjecting,
  startProjectingBeside,
  startReacting,
  startReactingBeside,
} from '#apps/projector';
import { ApiModule } from './api.module.ts';
import { developmentUsers } from './development-users.ts';
import { eventCataloguePage } from './event-catalogue-page.ts';
import { cataloguedEvents, eventCatalogueDocument } from './event-catalogue.ts';
import { openApiDocument } from './openapi.ts';
import { requireClockOfItsOwn, type ServiceSettings } from './settings/index.ts';
import { offerTimeTravel } from './time-travel.ts';

/** The service, listening. */
export interface RunningService {
  /** `http://<host>:<port>` */
  readonly url: string;
  /** Signs in the development users; undefined where a real issuer is used. */
  readonly issuer: DevelopmentIssuer | undefined;
  /** Where metrics have a port of their own; undefined where they are offered beside everything else. */
  readonly metrics: MetricsListener | undefined;
  /** Drains and closes everything, as SIGTERM does. */
  close(): Promise<void>;
}

/**
 * Starts the service on the backends that the settings name.
 *
 * @throws SettingError, EventStoreInUse and what else keeps it from starting, in one sentence each
 */
export async function startService(
  settings: ServiceSettings,
  logDestination?: DestinationStream,
): Promise<RunningService> {
  requireConsistent(settings);
  requireClockOfItsOwn(settings, process.env['NODE_ENV'] === 'production');
  await requirePorts(settings);
  requireDataFolder(settings);
  const logger = pino({ level: settings.logLevel, base: null }, logDestination ?? pino.destination(1));
  const { developmentClock } = settings;
  const travelling = developmentClock === undefined ? undefined : TravellingClock.beginningAt(developmentClock);
  const clock = travelling ?? alarmClock(systemClock);
  const tracing = await startTracing(settings, 'api');
  const metrics = new Metrics();
  const log = await openLog(settings, { writerThread: true, now: () => clock.now() });
  await requireReachable(log);
  if (travelling) await catchUp(travelling, log);
  const store = measuredStore(log, metrics);
  const keys = await openKeys(settings, clock);
  const issuer = settings.oidcIssuer === undefined ? await developmentIssuer(settings) : undefined;
  const isInside = settings.projector === 'inside';
  // In a database other processes may keep some of the projections: then it is asked, and nobody waits for a thread.
  const isKeptHere = isInside && settings.databaseUrl === undefined;
  const projecting = isInside
    ? log instanceof EmbeddedEventStore
      ? await startProjectingBeside(settings, log, clock, logger, metrics)
      : await startProjecting(settings, clock, logger, metrics)
    : undefined;
  const reactingParts = { store, keys, clock, logger, metrics };
  const reacting = !isInside
    ? undefined
    : log instanceof EmbeddedEventStore
      ? startReactingBeside(settings, { ...reactingParts, log })
      : await startReacting(settings, reactingParts);
  const readModels = await openReadModelReader(settings, clock);
  const lives = await openProjectionLife(settings, clock);
  const processStore = await openProcessStore(settings);
  const eventsBetween = eventsBetweenIn(settings);
  watchFollowers(metrics, {
    log: store,
    readModels,
    ...(reacting && { processes: () => reacting.progress() }),
    clock,
    eventsBetween,
  });
  const inside = Promise.all([projecting?.done, reacting?.done]);
  // Looked at once the service listens; what fails before must not end the process without a word.
  inside.catch(() => undefined);
  // Before there is an application that may be told to end: it closes this too.
  const listener = await startMetricsListener(settings, metrics, healthIndicators(store, readModels));
  const app = await createHttpApplication(
    ApiModule.forRoot({
      store,
      keys,
      searchTokens: await SearchTokens.load(keys),
      readModels,
      life: lives.life,
      processStore,
      eventsBetween,
      waitFor: isKeptHere ? projecting?.waitFor : undefined,
      onCommit: isKeptHere ? projecting?.onCommit : undefined,
      feedsPerUser: settings.feedsPerUser,
      longestWaitMs: settings.longestWaitMs,
      tokens: { issuer: settings.oidcIssuer ?? issuer!.url, audience: settings.oidcAudience },
      clock,
      metrics,
      onShutdown: async () => {
        await listener?.close();
        await reacting?.stop();
        await projecting?.stop();
        await Promise.all([readModels.close(), lives.close(), processStore.close(), issuer?.close()]);
        await store.close();
        await keys.close();
        await tracing.stop();
      },
    }),
    {
      logLevel: settings.logLevel,
      trustProxy: settings.trustProxy,
      ...(logDestination && { logDestination }),
    },
  );
  traceRequests(app.getHttpAdapter().getInstance());
  measureRequests(app.getHttpAdapter().getInstance(), metrics);
  if (listener) logger.info({ url: listener.url }, 'metrics are offered');
  else offerMetricsOnLoopback(app.getHttpAdapter().getInstance(), metrics);
  offerDescriptions(app);
  if (travelling && reacting) offerTimeTravel(app, { clock: travelling, log: store, reacting });
  await listening({ port: 'PORT', host: 'HOST' }, () => app.listen(settings.port, settings.host));
  // After it listens, so that the start is as quick; what cannot be compiled is told of whoever states it.
  prepareValidators(programme.registry.types).catch(() => undefined);
  // A service whose read models or processes stand still must not look well: it ends, and says why.
  inside.catch(async (error: unknown) => {
    logger.fatal({ error: describeError(error) }, 'the service cannot go on');
    process.exitCode = 1;
    await app.close();
  });
  return { url: await app.getUrl(), issuer, metrics: listener, close: () => app.close() };
}

/** A start that would end at a port that is taken ends there first, and leaves no data behind. */
async function requirePorts({ host, port, oidcIssuer, developmentIssuerPort }: ServiceSettings): Promise<void> {
  await requireFree({ port: 'PORT', host: 'HOST' }, { port, host });
  if (oidcIssuer !== undefined) return;
  await requireFree(ISSUER, { port: developmentIssuerPort, host: '127.0.0.1' });
}

const ISSUER = { port: 'DEVELOPMENT_ISSUER_PORT', host: 'HOST' };

/** Goes on from where the log ends: what was recorded at a later instant than the setting's is not to come again. */
async function catchUp(clock: TravellingClock, log: EventStore): Promise<void> {
  const last = await log.eventAt(await log.head());
  if (last && last.recordedAt > clock.now()) clock.moveTo(last.recordedAt);
}

/** How often, and how far apart, an event store is asked at the start: a connection may break, a server come up. */
const ATTEMPTS = 10;
const PAUSE_MS = 300;

async function requireReachable(store: EventStore): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await store.head();
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      if (attempt === ATTEMPTS) break;
      await pause(PAUSE_MS);
    }
  }
  await store.close();
  throw new SettingError([
    'EVENT_STORE_URL names an event store that does not answer: start it, or write the address it answers at.',
  ]);
}

async function developmentIssuer({
  developmentIssuerPort,
  oidcAudience,
  dataDir,
}: ServiceSettings): Promise<DevelopmentIssuer> {
  return listening(ISSUER, () =>
    startDevelopmentIssuer({
      port: developmentIssuerPort,
      audience: oidcAudience,
      users: developmentUsers,
      directory: dataDir,
    }),
  );
}

/** Commands, read models and events are public: what describes them holds nobody's data. */
function offerDescriptions(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  const events = eventCatalogueDocument();
  const page = eventCataloguePage(cataloguedEvents);
  const fastify = app.getHttpAdapter().getInstance();
  // Half a second of work that a start need not wait for.
  fastify.get('/openapi.json', (_, reply) => reply.send((document ??= openApiDocument(app))));
  fastify.get('/asyncapi.json', (_, reply) => reply.send(events));
  fastify.get('/event-catalogue', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(page),
  );
}
