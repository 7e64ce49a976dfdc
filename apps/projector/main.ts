import '../require-node.ts';
import { pino } from 'pino';
import { backendSettings, openKeys, openLog, requireConsistent } from '#platform/backends';
import { systemClock } from '#platform/clock';
import { describeError } from '#platform/http';
import { oneOf, readSettings, setting, SettingError } from '#platform/settings';
import { startProjecting } from './projecting.ts';
import { startReacting } from './reacting.ts';

/** Keeps the read models and runs the processes of a server installation, apart from the services that answer requests. */
async function run(): Promise<void> {
  const settings = readSettings(process.env, {
    ...backendSettings,
    logLevel: setting('LOG_LEVEL', 'info', oneOf('silent', 'error', 'warn', 'info', 'debug'), 'What is logged'),
  });
  requireConsistent(settings);
  if (settings.eventStoreUrl === undefined) {
    throw new SettingError([
      'EVENT_STORE_URL is not set: a projector of its own needs EventStoreDB, the embedded log has one in its service.',
    ]);
  }
  const logger = pino({ level: settings.logLevel, base: null });
  const store = await openLog(settings);
  const keys = await openKeys(settings, systemClock);
  const projecting = await startProjecting(settings, systemClock, logger);
  const reacting = await startReacting(settings, { store, keys, clock: systemClock, logger });
  logger.info('the projector runs');
  const stop = async () => {
    await Promise.all([reacting.stop(), projecting.stop()]);
    await Promise.all([store.close(), keys.close()]);
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
