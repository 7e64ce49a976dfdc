import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProjectionsLock } from '../architecture/projections-lock.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND_LINE = join(ROOT, 'dist/apps/cli/main.js');
const SOURCES = [
  'apps',
  'events',
  'libs',
  'test',
  'package.json',
  'tsconfig.json',
  'jest.config.js',
  'eslint.config.js',
];
const SETTINGS = ['.swcrc', '.prettierrc.json', '.prettierignore'];

/** What a clone holds that `tasuki new` writes into. */
const clone = mkdtempSync(join(tmpdir(), 'tasuki-clone-'));
afterAll(() => rmSync(clone, { recursive: true }));

/** Runs a program in the clone. @returns what it printed. @throws Error with all it said where it fails */
function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd: clone,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', BUILT_JUST_NOW: 'yes' },
  });
}
const tasuki = (...args: readonly string[]) => run(process.execPath, COMMAND_LINE, ...args);
const inModels = (context: string, ...names: readonly string[]) =>
  names.map((name) => `libs/contexts/${context}/read-models/${name}.ts`);

beforeAll(() => {
  for (const name of [...SOURCES, ...SETTINGS]) cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
});

const lockIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'libs/contexts/projections.lock.json'), 'utf8')) as ProjectionsLock;

test('a read model that is written, and the next version of another, are sound as they are', () => {
  const [version] = Object.keys(lockIn(ROOT)['iesc_incoming_referrals']!);
  const told = tasuki(
    ...['new', 'projection', 'support-asked-for', '--on', 'ReferralTaken,SupportRequested', '--audience', 'iesc'],
  );
  tasuki('new', 'version', 'iesc_incoming_referrals');
  const written = [
    ...inModels('referral', 'support-asked-for', 'support-asked-for.spec', 'iesc-incoming-referrals'),
    ...inModels('referral', `iesc-incoming-referrals.v${version}`),
    'libs/contexts/referral/referral.module.ts',
  ];

  expect(told).toContain('ReferralTaken does not tell whose a row is');
  expect(run(process.execPath, join(ROOT, 'test/acceptance/sound-sources.mjs'), ...written)).toBe('');
  expect(run('node_modules/.bin/prettier', '--list-different', ...written)).toBe('');
  // Its own spec, the laws over every registered read model, and the lock of their versions.
  const suites = ['support-asked-for', 'read-model-laws', 'test/architecture/projections'];
  run('node_modules/.bin/jest', '--selectProjects', 'unit', '--testPathPatterns', ...suites);
  const lock = lockIn(clone);
  expect(Object.keys(lock['support_asked_for']!)).toEqual(['1']);
  expect(Object.keys(lock['iesc_incoming_referrals']!)).toEqual([version, String(Number(version) + 1)]);
});

test.each([
  [['projection', 'Überfällig', '--context', 'support'], 'small letters and hyphens'],
  [['projection', 'client-directory', '--context', 'client'], 'there is a read model client_directory already'],
  [['projection', 'overdue', '--on', 'CaseClose'], 'write one of CaseClosed'],
  [['projection', 'overdue'], 'say which events make it'],
  [['version', 'overdue'], 'there is no read model overdue'],
])('what cannot be written is refused with what to write instead: new %s', (asked, advice) => {
  const before = run('git', 'hash-object', 'libs/contexts/projections.lock.json');
  expect(() => tasuki('new', ...asked)).toThrow(advice);
  expect(run('git', 'hash-object', 'libs/contexts/projections.lock.json')).toBe(before);
});
