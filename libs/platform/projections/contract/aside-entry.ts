import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { systemClock } from '#platform/clock';
import { embeddedLogFile } from '#platform/event-store/adapters';
import { runAsideThread } from '../aside/aside-worker.ts';
import { thingRegistry, things } from './sample-things.ts';

/** The entry module of the thread that builds sample read models aside. `folder` holds the log. */
const { folder } = workerData as { readonly folder: string };

await runAsideThread({
  logFile: embeddedLogFile(folder),
  file: join(folder, 'aside.db'),
  registry: thingRegistry,
  projections: [things],
  clock: systemClock,
  tokensOf: () => [],
});
