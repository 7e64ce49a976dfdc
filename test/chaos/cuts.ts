import { setTimeout as pause } from 'node:timers/promises';
import type { EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import type { UnderFire } from './campaign.ts';

/** The ways in which the server, or the way to it, misbehaves; each takes at most a second or so. */
const troubles: Readonly<Record<string, (double: EventStoreDbDouble, forMs: number) => void | Promise<void>>> = {
  'append cut before it was stored': (double) => double.failAppends('cut before storing'),
  'append cut after it was stored': (double) => double.failAppends('cut after storing'),
  'append refused by a server that is not ready': (double) => double.failAppends('not ready', 2),
  'append unavailable': (double) => double.failAppends('unavailable', 2),
  'read cut after the first event': (double) => double.failReads('cut after the first event'),
  'read unavailable': (double) => double.failReads('unavailable', 2),
  'connections cut': (double) => double.cutConnections(),
  'subscriptions cut': (double) => double.cutSubscriptions(),
  'subscription cut as it began': (double) => {
    double.failSubscriptions('cut after the first event');
    double.cutSubscriptions();
  },
  'server frozen': async (double, forMs) => {
    double.freeze();
    await pause(forMs);
    double.thaw();
  },
  'server gone and back': async (double, forMs) => {
    await double.stop();
    await pause(forMs);
    await double.start();
  },
};

/** Troubles the connections to the event store for some seconds, and kills the service now and then. */
export async function cutAgainAndAgain(
  underFire: UnderFire,
  double: EventStoreDbDouble,
  seconds: number,
): Promise<string> {
  const random = underFire.random.branch('cuts');
  const names = Object.keys(troubles) as [string, ...string[]];
  await underFire.start();
  let [cuts, kills] = [0, 0];
  for (const until = performance.now() + seconds * 1000; performance.now() < until;) {
    await pause(random.between(10, 250));
    if (random.chance(0.03)) {
      await underFire.kill();
      await underFire.start();
      kills += 1;
    } else {
      await troubles[random.oneOf(names)]!(double, random.between(20, 600));
      cuts += 1;
    }
  }
  return `${cuts} times in trouble with the event store and ${kills} kills in ${seconds} s`;
}
