import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { numbersOf, proofOf } from './proof.mjs';

/**
 * `npm test`: builds, runs every suite, then the short form of the chaos run. Its last lines say what was proven on which
 * store; the very last one is `N passed, N failed[, N skipped]`. Arguments go to jest: `npm test -- libs/platform/audit`;
 * chaos is left out then.
 */
const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(`Tests need Node 24 or later; this is ${process.version}. Run them with "npm test" after "npm ci".`);
  process.exit(1);
}

const root = new URL('..', import.meta.url).pathname;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const jestArguments = process.argv.slice(2);

/** Runs a program in the repository's root, its output shown. @returns whether it ended well. */
function run(program, args, environment = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } };
  return spawnSync(program, args, options).status === 0;
}

/** Runs all jest projects. @returns their report, undefined when jest could not write one. */
function runSuites() {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-tests-'));
  const report = join(folder, 'report.json');
  run(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${report}`, ...jestArguments],
    {
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      BUILT_JUST_NOW: 'yes',
    },
  );
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (!run('npm', ['run', '--silent', 'build'])) {
  console.log('The build failed: no test was run.\n0 passed, 1 failed');
  process.exit(1);
}
const report = runSuites();
const { passed, failed, skipped } = report ? numbersOf(report) : { passed: 0, failed: 1, skipped: 0 };
const chaos = scripts.chaos && jestArguments.length === 0 ? run('npm', ['run', '--silent', 'chaos']) : undefined;

console.log('\nProven on');
for (const line of report ? proofOf(report) : ['  nothing: jest did not finish']) console.log(line);
if (chaos !== undefined) console.log(`  chaos, short form: ${chaos ? 'passed' : 'FAILED'}`);
const allPassed = passed + (chaos === true ? 1 : 0);
const allFailed = failed + (chaos === false ? 1 : 0);
console.log(`${allPassed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = allFailed > 0 ? 1 : 0;
