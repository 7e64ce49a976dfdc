import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Runs one PostgreSQL server for the tests and ends it, files included, as soon as its standard input closes: also
 * when the test process was killed and could close nothing itself.
 */
const [binary, cluster, port, uid, gid] = process.argv.slice(2) as [string, string, string, string?, string?];

const server = spawn(
  binary,
  ['-D', `${cluster}/data`, '-p', port, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='].concat(
    // Tests of the server's own durability are not ours; they only cost time.
    ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=100'],
  ),
  { stdio: ['ignore', 'ignore', 'inherit'], ...(uid ? { uid: Number(uid), gid: Number(gid) } : {}) },
);
server.on('exit', (code) => {
  rmSync(cluster, { recursive: true, force: true });
  process.exit(code ?? 1);
});
process.on('SIGINT', () => undefined);
process.stdin.on('close', () => server.kill('SIGINT')); // "fast" shutdown: disconnects the clients
process.stdin.resume();
