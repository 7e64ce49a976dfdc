import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeFeedContract } from '../change-feed/change-feed.contract.ts';
import { CONTRACT_NOW, readModelStoreContract } from './read-model-store.contract.ts';
import { openSqliteReadModels } from './sqlite-read-model-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-read-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

readModelStoreContract('SQLite', async (clock = { now: () => CONTRACT_NOW }) =>
  openSqliteReadModels(join(folder, 'made', 'read-models.db'), { clock }),
);

changeFeedContract('SQLite', async () =>
  openSqliteReadModels(join(folder, 'feeds.db'), { clock: { now: () => CONTRACT_NOW } }),
);
