import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./require-node.ts', import.meta.url));

/** Starts a program whose Node says that it is this version. */
function startedOn(version: string) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  const { status, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${pretend}`, entry], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  return { status, stderr };
}

test('a start on an older Node ends in one sentence that says what to do', () => {
  expect(startedOn('20.20.2')).toEqual({
    status: 1,
    stderr:
      'Tasuki needs Node 24 or later, this is 20.20.2: run it through npm ("npm start"), ' +
      'which uses the Node that "npm ci" has installed.\n',
  });
});

test.each(['24.0.0', '26.1.0'])('a start on Node %s goes on without a word', (version) => {
  expect(startedOn(version)).toEqual({ status: 0, stderr: '' });
});
