import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./few-cores.ts', import.meta.url));

/** What a program on a machine of so many cores asks of V8. */
function askedOn(cores: number): string {
  const pretend = `
    import os from 'node:os';
    import v8 from 'node:v8';
    import { syncBuiltinESMExports } from 'node:module';
    os.availableParallelism = () => ${cores};
    v8.setFlagsFromString = (flag) => process.stdout.write(flag);
    syncBuiltinESMExports();`;
  const { stdout } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, entry],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  );
  return stdout;
}

test('where a service’s threads are more than the cores, none waits for helpers to collect its garbage', () => {
  expect([2, 3, 4].map(askedOn)).toEqual(['--no-parallel-scavenge', '--no-parallel-scavenge', '']);
});
