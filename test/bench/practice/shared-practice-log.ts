import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { practiceLog } from './practice-log.ts';

/** Events of the log that rebuilds are measured on; fewer by `PRACTICE_EVENTS`, for a quick look. */
export const PRACTICE_EVENTS = Number(process.env['PRACTICE_EVENTS'] ?? 1_000_000);

let made: Promise<string> | undefined;

/**
 * The folder of a log of {@link PRACTICE_EVENTS} events, made once for all benchmarks of a run. It takes some minutes:
 * with `PRACTICE_LOG=<folder>` it is made there and kept for the next run.
 */
export function sharedPracticeLog(): Promise<string> {
  return (made ??= make());
}

async function make(): Promise<string> {
  const kept = process.env['PRACTICE_LOG'];
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'tasuki-practice-'));
  if (kept === undefined) process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.stderr.write(`the log of ${PRACTICE_EVENTS.toLocaleString('en')} events: in ${folder}\n`);
  let told = 0;
  await practiceLog(folder, PRACTICE_EVENTS, (events) => {
    if (events < told + PRACTICE_EVENTS / 10) return;
    told = events;
    process.stderr.write(`  ${events.toLocaleString('en')} events made\n`);
  });
  return folder;
}
