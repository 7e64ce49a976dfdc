import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moveClock } from '#apps/cli';
import type { RecordedEvent } from '#platform/event-store';
import { embeddedLogFile, openEmbeddedReader } from '#platform/event-store/adapters';
import { Ledger } from '../chaos/ledger.ts';
import { factsRecordedTwice } from '../chaos/recorded-facts.ts';
import { factsOfOneRunOnly } from '../chaos/same-facts.ts';
import { enrol, referBy } from './referred-client.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** A Monday; the next day's end is the first deadline. */
const START = '2025-11-10T09:00:00+09:00';
const DYING = new URL('dying-thread.mjs', import.meta.url);

/** Two referrals, of which one is seen to and one is not: what comes due, and what follows from facts. */
async function story(service: ServiceUnderTest): Promise<readonly RecordedEvent[]> {
  const people = await service.people();
  const settled = async () => people.consultant.sees(await moveClock(service.url, START));
  await enrol(people);
  const [first] = [await referBy(people.consultant), await referBy(people.consultant)];
  await settled();
  await people.intake.command(`/referrals/${first.referralId}/acknowledge`);
  await settled();
  await people.advisor.command(`/referrals/${first.referralId}/take`);
  await moveClock(service.url, '2025-11-12T10:00:00+09:00');
  await service.end();
  const log = openEmbeddedReader(embeddedLogFile(service.dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll()) events.push(event);
  await log.close();
  return events;
}

async function played(settings: (dataDir: string) => Readonly<Record<string, string>>) {
  const service = new ServiceUnderTest({ DEVELOPMENT_CLOCK: START });
  const lives = join(service.dataDir, 'lives');
  try {
    await service.start(settings(service.dataDir));
    const events = await story(service);
    return { events, lives: existsSync(lives) ? readFileSync(lives, 'utf8').length : 0 };
  } finally {
    await service.remove();
  }
}

test('a thread of the processes that dies at any moment is started again: nothing of what follows is lost, nothing done twice', async () => {
  const undisturbed = await played(() => ({}));
  const troubled = await played((dataDir) => ({
    NODE_OPTIONS: `--import=${DYING.href}`,
    LIVES_OF_THREAD: join(dataDir, 'lives'),
  }));
  expect([undisturbed.lives, troubled.lives]).toEqual([0, 6]);
  expect(factsRecordedTwice(new Ledger(), troubled.events)).toEqual([]);
  expect(factsOfOneRunOnly(undisturbed.events, troubled.events)).toEqual([]);
  const ofProcesses = troubled.events.filter(({ metadata }) => metadata.actor.role === 'process');
  expect(ofProcesses.length).toBeGreaterThan(20);
  expect(troubled.events.filter(({ type }) => type === 'ClockBreached').length).toBeGreaterThan(0);
});
