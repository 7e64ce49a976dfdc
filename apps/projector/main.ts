import '../require-node.ts';
import '../few-cores.ts';
import { pino } from 'pino';
import {
  backendSettings,
  eventsBetweenIn,
  openKeys,
  openLog,
  openReadModelReader,
  requireConsistent,
  requireDataFolder,
} from '#platform/backends';
import { alarmClock, systemClock } from '#platform/clock';
import { describeError } from '#platform/http';
import { measuredStore, Metrics, metricsSettings, startMetricsListener, watchFollowers } from '#platform/metrics';
import { oneOf, readSettings, setting, SettingError } from '#platform/settings';
import { healthIndicators } from './health-indicators.ts';
import { startTracing, tracingSettings } from '#platform/tracing';
import { startProjecting } from './projecting.ts';
import { startReacting } from './reacting.ts';

/** Keeps the read models and runs the processes of a server installation, apart from the services that answer requests. */
async function run(): Promise<void> {
  const settings = readSettings(process.env, {
    ...backendSettings,
    logLevel: setting('LOG_LEVEL', 'info', oneOf('silent', 'error', 'warn', 'info', 'debug'), 'What is logged'),
    ...metricsSettings,
    ...tracingSettings,
  });
  requireConsistent(settings);
  if (settings.eventStoreUrl === undefined) {
    throw new SettingError([
      'EVENT_STORE_URL is not set: a projector of its own needs EventStoreDB, the embedded log has one in its service.',
    ]);
  }
  requireDataFolder(settings);
  const logger = pino({ level: settings.logLevel, base: null });
  const clock = alarmClock(systemClock);
  const tracing = await startTracing(settings, 'projector');
  const metrics = new Metrics();
  const store = measuredStore(await openLog(settings), metrics);
  const keys = await openKeys(settings, clock);
  const projecting = await startProjecting(settings, clock, logger, metrics);
  const reacting = await startReacting(settings, { store, keys, clock, logger, metrics });
  const readModels = await openReadModelReader(settings, clock);
  const eventsBetween = eventsBetweenIn(settings);
  watchFollowers(metrics, { log: store, readModels, processes: () => reacting.progress(), clock, eventsBetween });
  const listener = await startMetricsListener(settings, metrics, healthIndicators(store, readModels));
  if (listener) logger.info({ url: listener.url }, 'metrics are offered');
  logger.info('the projector runs');
  const stop = async () => {
    await listener?.close();
    await Promise.all([reacting.stop(), projecting.stop()]);
    await Promise.all([readModels.close(), store.close(), keys.close()]);
    await tracing.stop();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
  await Promise.race([projecting.done, reacting.done]).catch(async (error: unknown) => {
    logger.fatal({ error: describeError(error) }, 'the projector cannot go on');
    process.exitCode = 1;
    await stop();
  });
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
