import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { systemClock } from '#platform/clock';
import { embeddedLogFile } from '#platform/event-store/adapters';
import { runProjectorThread } from '../engine/projector-worker.ts';
import { openSqliteReadModels } from '../store/sqlite-read-model-store.ts';
import { groupCounts, thingRegistry, things } from './sample-things.ts';

/** The entry module of the sample projector's thread. `folder` holds the log and the read models. */
const {
  folder,
  crashes = 0,
  isBusy,
} = workerData as {
  readonly folder: string;
  /** How often it ends by itself when rows are written. */
  readonly crashes?: number;
  /** Each look at a table takes a few turns, as it does where the file is locked. */
  readonly isBusy: boolean;
};

const crashed = join(folder, 'crashed');
const crashesSoFar = () => (existsSync(crashed) ? readFileSync(crashed, 'utf8').length : 0);

const store = openSqliteReadModels(join(folder, 'read-models.db'), { clock: systemClock });
if (isBusy) {
  const ensure = store.ensure.bind(store);
  store.ensure = async (projection) => {
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    return ensure(projection);
  };
}

await runProjectorThread({
  logFile: embeddedLogFile(folder),
  registry: thingRegistry,
  store,
  projections: [things, groupCounts],
  clock: systemClock,
  tokensOf: () => {
    if (crashesSoFar() < crashes) {
      appendFileSync(crashed, '.');
      queueMicrotask(() => {
        throw new Error('struck by lightning');
      });
    }
    return [];
  },
});
