import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, ROOT, type DependencyReport } from './dependency-report.ts';
import { roomCircles } from './room-circles.ts';

/** A small tree that keeps every rule; each case plants files into it. */
const SOUND: Readonly<Record<string, string>> = {
  'libs/platform/event-schema/index.ts': 'export const eventType = 1;\n',
  'libs/platform/clock/index.ts': 'export const systemClock = 1;\n',
  'libs/platform/event-store/index.ts':
    "import '@eventstore/db-client';\nimport 'better-sqlite3';\nexport const open = 1;\n",
  'libs/reference-data/index.ts': "export * from './day.ts';\n",
  'libs/reference-data/day.ts': 'export const day = 1;\n',
  'events/index.ts': "export * from '#events/referral';\n",
  'events/referral/index.ts': "export { eventType as ClientReferred } from '#platform/event-schema';\n",
  'libs/contexts/kernel/index.ts': "export { systemClock } from '#platform/clock';\n",
  'libs/contexts/client/index.ts': "export * from './client.ts';\n",
  'libs/contexts/client/client.ts': "export { day as client } from '#reference-data';\n",
  'libs/contexts/programme/index.ts':
    "export * from '#events';\nexport * from '#contexts/client';\nexport * from '#contexts/kernel';\n",
  'libs/platform/testing/index.ts': "import 'pg';\nexport const given = 1;\n",
  'apps/api/main.ts': "import '#contexts/programme';\nimport '#platform/event-store';\n",
};

/** What each rule forbids: the files planted, and the violations they must be. */
const PLANTED: readonly [rule: string, files: Readonly<Record<string, string>>, violations: readonly string[]][] = [
  [
    'one-door-to-the-event-store',
    { 'libs/contexts/client/client.ts': "import '@eventstore/db-client';\nimport '@grpc/grpc-js';\n" },
    [
      'libs/contexts/client/client.ts → node_modules/@eventstore/db-client',
      'libs/contexts/client/client.ts → node_modules/@grpc/grpc-js',
    ],
  ],
  [
    'few-doors-to-sql',
    { 'libs/contexts/client/client.ts': "import 'better-sqlite3';\nimport 'pg';\n" },
    [
      'libs/contexts/client/client.ts → node_modules/better-sqlite3',
      'libs/contexts/client/client.ts → node_modules/pg',
    ],
  ],
  [
    'the-log-is-no-other-database',
    { 'libs/platform/event-store/index.ts': "import 'pg';\n" },
    ['libs/platform/event-store/index.ts → node_modules/pg'],
  ],
  [
    'rooms-are-entered-by-their-doors',
    { 'libs/contexts/kernel/index.ts': "export * from '../client/client.ts';\n" },
    ['libs/contexts/kernel/index.ts → libs/contexts/client/client.ts'],
  ],
  [
    'rooms-are-entered-by-their-doors',
    { 'apps/api/main.ts': "import '../../libs/contexts/programme/index.ts';\n" },
    ['apps/api/main.ts → libs/contexts/programme/index.ts'],
  ],
  [
    'nest-has-its-doors',
    {
      'libs/platform/clock/index.ts':
        "import '@nestjs/common';\nimport 'rxjs';\nimport type { FastifyReply } from 'fastify';\nexport type Reply = FastifyReply;\n",
      'libs/platform/clock/nest/index.ts': "import '@nestjs/swagger';\nimport 'fastify';\n",
    },
    ['libs/platform/clock/index.ts → node_modules/@nestjs/common', 'libs/platform/clock/index.ts → node_modules/rxjs'],
  ],
  [
    'words-come-without-what-runs-them',
    {
      'libs/platform/clock/engine/index.ts': 'export const runClock = 1;\nexport type Running = 1;\n',
      'libs/contexts/kernel/index.ts': "export type { Running } from '#platform/clock/engine';\n",
      'libs/contexts/client/client.ts': "export { runClock } from '#platform/clock/engine';\n",
      'apps/api/main.ts': "import '#contexts/programme';\nimport '#platform/clock/engine';\n",
    },
    ['libs/contexts/client/client.ts → libs/platform/clock/engine/index.ts'],
  ],
  [
    'platform-knows-no-domain',
    {
      'libs/platform/clock/index.ts':
        "export type { client } from '#contexts/client';\nimport '#reference-data';\nimport '#events';\n",
    },
    [
      'libs/platform/clock/index.ts → events/index.ts',
      'libs/platform/clock/index.ts → libs/contexts/client/index.ts',
      'libs/platform/clock/index.ts → libs/reference-data/index.ts',
    ],
  ],
  [
    'reference-data-stands-alone',
    { 'libs/reference-data/day.ts': "export * from '#platform/clock';\n" },
    ['libs/reference-data/day.ts → libs/platform/clock/index.ts'],
  ],
  [
    'events-are-contracts',
    { 'events/referral/index.ts': "import '#platform/clock';\nimport '#reference-data';\n" },
    [
      'events/referral/index.ts → libs/platform/clock/index.ts',
      'events/referral/index.ts → libs/reference-data/index.ts',
    ],
  ],
  [
    'contexts-know-no-application',
    {
      'libs/contexts/client/client.ts': "import '#apps/console';\n",
      'apps/console/index.ts': 'export const page = 1;\n',
    },
    ['libs/contexts/client/client.ts → apps/console/index.ts'],
  ],
  [
    'the-programme-is-for-applications',
    { 'libs/contexts/kernel/index.ts': "export type * from '#contexts/programme';\n" },
    ['libs/contexts/kernel/index.ts → libs/contexts/programme/index.ts'],
  ],
  [
    'no-cycle',
    { 'libs/reference-data/day.ts': "import { day } from './index.ts';\nexport const two = day;\n" },
    ['libs/reference-data/day.ts → libs/reference-data/index.ts'],
  ],
  [
    'no-orphan',
    { 'libs/contexts/client/forgotten.ts': 'export const forgotten = 1;\n' },
    ['libs/contexts/client/forgotten.ts → libs/contexts/client/forgotten.ts'],
  ],
  [
    'tests-stay-behind',
    { 'libs/contexts/client/client.ts': "import '#platform/testing';\n" },
    ['libs/contexts/client/client.ts → libs/platform/testing/index.ts'],
  ],
  [
    'suites-are-not-imported',
    {
      'libs/contexts/client/client.spec.ts': "import './add.spec.ts';\n",
      'libs/contexts/client/add.spec.ts': "import './client.ts';\n",
    },
    ['libs/contexts/client/client.spec.ts → libs/contexts/client/add.spec.ts'],
  ],
  [
    'what-runs-is-a-dependency',
    { 'libs/contexts/client/client.ts': "import 'fast-check';\n" },
    ['libs/contexts/client/client.ts → node_modules/fast-check'],
  ],
  [
    'everything-resolves',
    { 'libs/contexts/client/client.ts': "import './nowhere.ts';\n" },
    ['libs/contexts/client/client.ts → ./nowhere.ts'],
  ],
];

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A tree outside the repository, with the packages of this one. */
function tree(files: Readonly<Record<string, string>>): DependencyReport {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-rooms-'));
  folders.push(folder);
  for (const [file, text] of Object.entries({ ...SOUND, ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return cruise(folder);
}

/** A violation with a package named, not the file in it that was resolved. */
function packageOnly(violation: string): string {
  return violation.replace(/→ .*node_modules\/((?:@[^/]+\/)?[^/]+).*/, '→ node_modules/$1');
}

describe('dependency rules', () => {
  const report = cruise(ROOT);

  test('hold over the whole tree', () => {
    expect(report.violations).toEqual([]);
  });

  test('hold between rooms: no two need each other, types included', () => {
    expect(roomCircles(report.modules)).toEqual([]);
  });

  test('have each a planted violation', () => {
    const { forbidden } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
      forbidden: { name: string }[];
    };
    expect([...new Set(PLANTED.map(([rule]) => rule))]).toEqual(forbidden.map(({ name }) => name));
  });

  test('say nothing of a sound tree', () => {
    expect(tree({}).violations).toEqual([]);
  });

  test.each(PLANTED)('%s bites', (rule, files, violations) => {
    const found = tree(files).violations.filter((violation) => violation.startsWith(`${rule}: `));
    expect(found.map(packageOnly)).toEqual(violations.map((violation) => `${rule}: ${violation}`));
  });

  test('see a circle of rooms that only types make', () => {
    const { modules } = tree({
      'libs/contexts/kernel/index.ts': "export type { client } from '#contexts/client';\n",
      'libs/contexts/client/client.ts': "export type { systemClock as client } from '#contexts/kernel';\n",
    });
    expect(roomCircles(modules)).toEqual(['libs/contexts/client → libs/contexts/kernel → libs/contexts/client']);
  });
});
