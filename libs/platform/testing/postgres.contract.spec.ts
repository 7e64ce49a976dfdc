import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startPostgres } from './postgres.ts';

test('a server answers, its databases are apart, and it leaves no file behind', async () => {
  const server = await startPostgres();
  const [one, two] = [await server.createDatabase(), await server.createDatabase()];
  expect(one).toMatch(/^postgres:\/\/postgres:[0-9a-f]{32}@127\.0\.0\.1:\d+\/test_[0-9a-f]{12}$/);
  expect(two).not.toBe(one);
  const client = new pg.Client({ connectionString: one });
  await client.connect();
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  await server.stop();
  expect(existsSync(server.dataDir)).toBe(false);
});

test('a server goes away and comes back at the same address, with what it held', async () => {
  const server = await startPostgres();
  const url = await server.createDatabase();
  const asked = async (text: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(text);
    await client.end();
    return rows;
  };
  await asked('CREATE TABLE kept (one int); INSERT INTO kept VALUES (1)');
  await server.goAway();
  await expect(asked('SELECT one FROM kept')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await server.comeBack();
  expect(await asked('SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await server.goAway();
  await server.stop();
  expect(existsSync(server.dataDir)).toBe(false);
});

test('a server ends with the test process, even when that is killed', async () => {
  const program = `
    import { startPostgres } from ${JSON.stringify(new URL('./postgres.ts', import.meta.url).href)};
    const { dataDir } = await startPostgres();
    console.log(dataDir);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [dataDir] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(existsSync(dataDir)).toBe(true);
  child.kill('SIGKILL');
  while (existsSync(dataDir)) await setImmediate();
});
