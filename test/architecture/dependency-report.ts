import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file of the tree and what it imports, as dependency-cruiser saw it. */
export interface CruisedModule {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string }[];
}

export interface DependencyReport {
  readonly modules: readonly CruisedModule[];
  /** Violations as `rule: importing file → imported file`, sorted. */
  readonly violations: readonly string[];
}

/** Runs the house's dependency rules over the sources below a directory laid out as this repository. */
export function cruise(directory: string): DependencyReport {
  const output = execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'apps', 'libs', 'events'],
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const { modules, summary } = JSON.parse(output) as {
    modules: CruisedModule[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  return { modules, violations };
}
