import { execFileSync } from 'node:child_process';

/** Suites that start the service start what was built just now, never a stale output. */
export default function buildOnce() {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
