import '../../apps/require-node.ts';
import { randomInt } from 'node:crypto';
import { embeddedLogFile, openEmbeddedReader, openEventStore } from '#platform/event-store/adapters';
import { startEventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { run } from './campaign.ts';
import { cutAgainAndAgain } from './cuts.ts';
import { killAgainAndAgain } from './kills.ts';
import { troubleProjectors } from './projectors.ts';
import { Outcome, say } from './outcome.ts';
import { Seeded } from './seeded.ts';
import { neglectUnderFire } from './timers.ts';

/**
 * `npm run chaos`: the short form, a minute of kills on the embedded log, a minute of kills while months of timers come
 * due, some seconds of cut connections to the protocol
 * double, and ten troubles of two projectors that share PostgreSQL. `-- --long`: a hundred kills and troubles and more, and
 * minutes of cuts. `-- --seed N` repeats a run's choices, `-- --only kills|timers|cuts|projectors|server` runs a part. With
 * `EVENT_STORE_URL` the kills are made on that server too.
 */
const isLong = process.argv.includes('--long');
const seed = Number(optionOf('--seed') ?? randomInt(2 ** 31));
const only = optionOf('--only');
const serverUrl = process.env['EVENT_STORE_URL'];
const outcome = new Outcome();

say(`chaos, ${isLong ? 'long' : 'short'} form, seed ${seed}`);
await part('kills', () =>
  run(
    {
      name: 'Kills, on the embedded log',
      eventStoreUrl: undefined,
      random: new Seeded(seed),
      openLog: (dataDir) => openEmbeddedReader(embeddedLogFile(dataDir)),
      trouble: (underFire) =>
        killAgainAndAgain(underFire, isLong ? { seconds: 300, kills: 110 } : { seconds: 55, kills: 12 }),
    },
    outcome,
  ),
);
await part('timers', () =>
  neglectUnderFire(
    seed,
    isLong ? { referrals: 1_000, seconds: 300, kills: 110 } : { referrals: 120, seconds: 60, kills: 12 },
    outcome,
  ),
);
await part('cuts', async () => {
  const double = await startEventStoreDbDouble();
  try {
    await run(
      {
        name: 'Cut connections, on the protocol double of EventStoreDB',
        eventStoreUrl: double.url,
        random: new Seeded(seed),
        openLog: (dataDir) => openEventStore({ url: double.url, dataDir }),
        trouble: (underFire) => cutAgainAndAgain(underFire, double, isLong ? 180 : 15),
      },
      outcome,
    );
  } finally {
    await double.close();
  }
});
await part('projectors', () =>
  troubleProjectors(seed, isLong ? { seconds: 240, troubles: 100 } : { seconds: 40, troubles: 10 }, outcome),
);
if (serverUrl) {
  await part('server', () =>
    run(
      {
        name: 'Kills, on a real EventStoreDB',
        eventStoreUrl: serverUrl,
        random: new Seeded(seed),
        openLog: (dataDir) => openEventStore({ url: serverUrl, dataDir }),
        trouble: (underFire) =>
          killAgainAndAgain(underFire, isLong ? { seconds: 120, kills: 40 } : { seconds: 20, kills: 5 }),
      },
      outcome,
    ),
  );
} else if (only === undefined || only === 'server') {
  say('\nKills, on a real EventStoreDB: could not run, EVENT_STORE_URL is not set');
}
say(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.failed > 0 || outcome.passed === 0 ? 1 : 0);

/** A part that cannot be carried through is one failed check. */
async function part(name: string, work: () => Promise<void>): Promise<void> {
  if (only !== undefined && only !== name) return;
  try {
    await work();
  } catch (error) {
    outcome.check('the campaign was carried through', [error instanceof Error ? error.message : String(error)]);
  }
}

function optionOf(name: string): string | undefined {
  const index = process.argv.indexOf(name);
  return index === -1 ? undefined : process.argv[index + 1];
}
