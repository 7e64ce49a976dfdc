import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** Modules of a suite stay in its worker's memory: one that has grown to that is replaced after the suite. */
const WORKER_MEMORY = '1500MB';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const jestArguments = process.argv.slice(2);

/** Runs a program in the repository's root, its output shown. @returns whether it ended well. */
function run(program, args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/**
 * Runs all jest projects. Jest that has written its report and does not end, because a suite left something open, is ended
 * after half a minute.
 *
 * @returns the report, undefined when jest could not write one, and whether it ended by itself.
 */
async function runSuites() {
  const folder = mkdtempSync(join(tmpdir(), 'tasuki-tests-'));
  const file = join(folder, 'report.json');
  const jest = spawn(
    process.execPath,
    [
      ...['node_modules/jest/bin/jest.js', '--ci', '--maxWorkers=2', `--workerIdleMemoryLimit=${WORKER_MEMORY}`],
      ...['--json', `--outputFile=${file}`, ...jestArguments],
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', BUILT_JUST_NOW: 'yes' },
    },
  );
  let endedByItself = true;
  let overdue;
  const reported = watch(folder, () => {
    overdue ??= setTimeout(() => {
      endedByItself = false;
      jest.kill('SIGKILL');
    }, 30_000);
  });
  await once(jest, 'exit');
  reported.close();
  clearTimeout(overdue);
  try {
    return { report: JSON.parse(readFileSync(file, 'utf8')), endedByItself };
  } catch {
    return { report: undefined, endedByItself };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (!run('npm', ['run', '--silent', 'build'])) {
  console.log('The build failed: no test was run.\n0 passed, 1 failed');
  process.exit(1);
}
const { report, endedByItself } = await runSuites();
const { passed, failed, skipped } = report ? numbersOf(report) : { passed: 0, failed: 1, skipped: 0 };
const chaos = scripts.chaos && jestArguments.length === 0 ? run('npm', ['run', '--silent', 'chaos']) : undefined;

console.log('\nProven on');
for (const line of report ? proofOf(report) : ['  nothing: jest did not finish']) console.log(line);
if (chaos !== undefined) console.log(`  chaos, short form: ${chaos ? 'passed' : 'FAILED'}`);
if (!endedByItself) console.log('  FAILED: jest did not end by itself, a suite left something open');
const allPassed = passed + (chaos === true ? 1 : 0);
const allFailed = failed + (chaos === false ? 1 : 0) + (endedByItself ? 0 : 1);
console.log(`${allPassed} passed, ${allFailed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = allFailed > 0 ? 1 : 0;
