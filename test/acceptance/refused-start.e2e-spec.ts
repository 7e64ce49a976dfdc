import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startServiceProcess, type ServicePorts } from '../service-process.ts';

const ENTRY = new URL('../../dist/apps/api/main.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'tasuki-refused-'));
const taken: Server = createServer();
let ports: ServicePorts;
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  ({ port } = taken.address() as AddressInfo);
  ports = await freePorts();
});
afterAll(async () => {
  await new Promise((resolve) => taken.close(resolve));
  rmSync(folder, { recursive: true });
});

const start = (DATA_DIR: string, on: Partial<ServicePorts> = {}) =>
  startServiceProcess({ entry: ENTRY, ports: { ...ports, ...on }, settings: { DATA_DIR } });

test.each([
  ['PORT', 'service'],
  ['DEVELOPMENT_ISSUER_PORT', 'issuer'],
])('a service whose %s is taken ends with a sentence, and leaves no data folder behind', async (setting, which) => {
  const dataDir = join(folder, setting);
  await expect(start(dataDir, { [which]: port })).rejects.toEqual(
    new Error(
      `the service ended with 1 before it listened: ${setting} names a port that is in use ` +
        `(listen EADDRINUSE: address already in use 127.0.0.1:${port}): end what uses it, or write another.`,
    ),
  );
  expect(existsSync(dataDir)).toBe(false);
});

const belowFile = join(folder, 'file', 'data');
/** Below a file nobody can make a folder; nor, where there is one, below `/proc`, which shows only when it is tried. */
const unmade = [
  { dataDir: belowFile, says: `DATA_DIR "${belowFile}" cannot be used: write a directory, e.g. ./data.` },
  ...(process.platform === 'linux'
    ? [
        {
          dataDir: '/proc/tasuki',
          says:
            'DATA_DIR names a folder that cannot be made or written to ' +
            "(ENOENT: no such file or directory, mkdir '/proc/tasuki'): write one that can.",
        },
      ]
    : []),
];

test.each(unmade)('one whose data folder cannot be made ends with a sentence: $dataDir', async ({ dataDir, says }) => {
  writeFileSync(join(folder, 'file'), '');
  await expect(start(dataDir)).rejects.toEqual(new Error(`the service ended with 1 before it listened: ${says}`));
});
