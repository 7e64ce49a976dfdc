import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as contract from '#events';
import { brokenPromises, lockOf, type EventsLock } from './events-lock.ts';

/**
 * `npm run events:lock`: writes the versions that are new into `events/events.lock.json`, and refuses when a published one
 * was edited or is gone.
 */
const file = new URL('../../events/events.lock.json', import.meta.url);

const published: EventsLock = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as EventsLock) : {};
const now = lockOf(Object.values(contract));
const broken = brokenPromises(published, now);
if (broken.length > 0) {
  process.stderr.write(`${broken.join('\n')}\n`);
  process.exit(1);
}
writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
const count = (lock: EventsLock) => Object.values(lock).flat().length;
process.stdout.write(`${count(now)} versions of events are locked, ${count(now) - count(published)} of them new\n`);
