import type { Problems } from './recorded-facts.ts';

/** Lines of one failed check that are shown. */
const MOST_SHOWN = 5;

/** Counts checks and says how each went. */
export class Outcome {
  passed = 0;
  failed = 0;

  check(name: string, problems: Problems): void {
    if (problems.length === 0) {
      this.passed += 1;
      say(`  ok      ${name}`);
      return;
    }
    this.failed += 1;
    say(`  FAILED  ${name}: ${problems.length}`);
    for (const problem of problems.slice(0, MOST_SHOWN)) say(`          ${problem}`);
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
