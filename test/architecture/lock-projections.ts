import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { aggregates, projections, registry } from '#contexts/programme';
import { recordedInTest } from '#platform/testing';
import { examplesToPin, givenOf, parsePinned, printPinned } from './pinned-log.ts';
import { brokenPromises, lockOf, type ProjectionsLock } from './projections-lock.ts';

/**
 * `npm run projections:lock`: pins the examples that are new, and writes the versions that are new into
 * `libs/contexts/projections.lock.json`; refuses when a published one behaves otherwise. Published is what the main branch
 * has locked: a version that is being written is locked anew as often as it changes. A version that is registered no more
 * leaves the lock.
 */
const LOCK = 'libs/contexts/projections.lock.json';
const lockFile = new URL(`../../${LOCK}`, import.meta.url);
const pinnedFile = new URL('pinned-events.jsonl', import.meta.url);

const pinned = parsePinned(readFileSync(pinnedFile, 'utf8'));
const all = [...pinned, ...examplesToPin(pinned, aggregates)];
const log = { events: recordedInTest(givenOf(all, registry)), registry };
const published = publishedLock();
const broken = await brokenPromises(published, projections, log);
if (broken.length > 0) {
  process.stderr.write(`${broken.join('\n')}\n`);
  process.exit(1);
}
const now = await lockOf(projections, log);
writeFileSync(pinnedFile, printPinned(all));
writeFileSync(lockFile, `${JSON.stringify(now, null, 2)}\n`);
const versions = Object.entries(now).flatMap(([name, of]) =>
  Object.keys(of).map((version) => [name, version] as const),
);
const added = versions.filter(([name, version]) => !published[name]?.[version]);
process.stdout.write(`${versions.length} versions of projections are locked, ${added.length} of them new\n`);

/** The lock where this branch began; the file as it is where there is no history. */
function publishedLock(): ProjectionsLock {
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  for (const branch of ['origin/main', 'main', 'HEAD']) {
    try {
      return JSON.parse(git('show', `${git('merge-base', 'HEAD', branch)}:${LOCK}`)) as ProjectionsLock;
    } catch {
      continue;
    }
  }
  return JSON.parse(readFileSync(lockFile, 'utf8')) as ProjectionsLock;
}
