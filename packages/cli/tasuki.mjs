#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npx tasuki …`: the command line as it was built; where the sources are there and newer, they are built first.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist/apps/cli/main.js');

function newestSource() {
  const files = ['apps', 'libs', 'events'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
  );
  return Math.max(...files.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs));
}

if (!existsSync(built) || statSync(built).mtimeMs < newestSource()) {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}
await import(built);
