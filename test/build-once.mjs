import { execFileSync } from 'node:child_process';

/**
 * Suites that start the service start what was built just now, never a stale output. `BUILT_JUST_NOW` says that the
 * caller has seen to it.
 */
export default function buildOnce() {
  if (process.env.BUILT_JUST_NOW === 'yes') return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
