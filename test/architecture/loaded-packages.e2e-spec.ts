import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './dependency-report.ts';

/** Longest that a program may load, milliseconds. */
const PATIENCE_MS = 60_000;

/** The packages that a program loads, by name. */
function loadedBy(...program: readonly string[]): readonly string[] {
  const hook = join(ROOT, 'test/architecture/loaded-packages.mjs');
  const { stderr } = spawnSync(process.execPath, ['--import', hook, ...program], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(stderr) as string[];
}

/** The packages that a built file loads when it is imported. */
const loadedWith = (file: string) =>
  loadedBy('--input-type=module', '--eval', `await import('${pathToFileURL(join(ROOT, 'dist', file)).href}')`);

/** What the fields of commands and the days of the calendar need. */
const WORDS = [
  '@holiday-jp/holiday_jp',
  '@opentelemetry/api',
  'class-transformer',
  'class-validator',
  'libphonenumber-js',
  'reflect-metadata',
  'temporal-polyfill',
  'temporal-utils',
  'uuid',
  'validator',
];

/** What keeps files and rows, and measures it; PostgreSQL’s driver is loaded where the settings name one. */
const KEEPING = ['better-sqlite3', 'bintrees', 'prom-client', 'tdigest'];

test.each([
  ['a decision', 'libs/contexts/referral/decline-referral.js'],
  ['a read model', 'libs/contexts/referral/read-models/referral-detail.js'],
  ['a process', 'libs/contexts/referral/referral-tasks.js'],
  ['a context', 'libs/contexts/referral/index.js'],
  ['the whole programme', 'libs/contexts/programme/index.js'],
])('%s loads neither Nest nor a database', (_, file) => {
  expect(loadedWith(file)).toEqual(WORDS);
});

test('the threads that keep read models and run processes load no Nest', () => {
  for (const file of ['apps/projector/projecting.js', 'apps/projector/reacting.js']) {
    expect(loadedWith(file).filter((name) => !WORDS.includes(name))).toEqual(KEEPING);
  }
});

test('the command line loads what it needs to say what it can do', () => {
  expect(loadedBy('dist/apps/cli/main.js', '--help')).toEqual(['commander', 'uuid']);
});

test('what is loaded is seen', () => {
  expect(loadedWith('libs/platform/http/nest/index.js')).toEqual(
    expect.arrayContaining(['@nestjs/common', '@nestjs/swagger', 'fastify', 'rxjs']),
  );
});
