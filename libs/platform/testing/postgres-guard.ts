import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Runs one PostgreSQL server for the tests and ends it, files included, as soon as its standard input closes: also
 * when the test process was killed and could close nothing itself. Told `stop` and `start` there, it ends the server alone,
 * and starts it again.
 */
const [binary, cluster, port, uid, gid] = process.argv.slice(2) as [string, string, string, string?, string?];

let server: ChildProcess | undefined = start();

function start(): ChildProcess {
  const started = spawn(
    binary,
    ['-D', `${cluster}/data`, '-p', port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='].concat(
      // Tests of the server's own durability are not ours; they only cost time.
      ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=100'],
    ),
    { stdio: ['ignore', 'ignore', 'inherit'], ...(uid ? { uid: Number(uid), gid: Number(gid) } : {}) },
  );
  started.on('exit', (code) => {
    if (server === started) end(code ?? 1);
  });
  return started;
}

function stop(): void {
  const stopping = server;
  server = undefined;
  stopping?.kill('SIGINT');
}

function end(code: number): never {
  rmSync(cluster, { recursive: true, force: true });
  process.exit(code);
}

process.on('SIGINT', () => undefined);
process.stdin.setEncoding('utf8').on('data', (order) => {
  if (String(order) === 'stop') stop();
  else server ??= start();
});
// SIGINT is the "fast" shutdown: it disconnects the clients.
process.stdin.on('close', () => (server ? server.kill('SIGINT') : end(0)));
