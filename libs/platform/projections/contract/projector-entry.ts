import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { systemClock } from '#platform/clock';
import { embeddedLogFile } from '#platform/event-store';
import { runProjectorThread } from '../projector-worker.ts';
import { openSqliteReadModels } from '../sqlite-read-model-store.ts';
import { groupCounts, thingRegistry, things } from './sample-things.ts';

/** The entry module of the sample projector's thread. `folder` holds the log and the read models. */
const { folder, crashesOnce } = workerData as { readonly folder: string; readonly crashesOnce: boolean };

const crashed = join(folder, 'crashed');

await runProjectorThread({
  logFile: embeddedLogFile(folder),
  registry: thingRegistry,
  store: openSqliteReadModels(join(folder, 'read-models.db'), { clock: systemClock }),
  projections: [things, groupCounts],
  clock: systemClock,
  tokensOf: () => {
    if (crashesOnce && !existsSync(crashed)) {
      writeFileSync(crashed, '');
      queueMicrotask(() => {
        throw new Error('struck by lightning');
      });
    }
    return [];
  },
});
