import { setTimeout as pause } from 'node:timers/promises';
import type { UnderFire } from './campaign.ts';

/** How long and how often. */
export interface KillingPlan {
  readonly seconds: number;
  readonly kills: number;
}

/**
 * Kills the service at random moments, under load: after some time, right after an acknowledgement (what was answered
 * must have reached the log by then), or on its way up. Then starts it once more.
 */
export async function killAgainAndAgain(underFire: UnderFire, { seconds, kills }: KillingPlan): Promise<string> {
  const random = underFire.random.branch('kills');
  const until = performance.now() + seconds * 1000;
  let killed = 0;
  for (; killed < kills || performance.now() < until; killed++) {
    if (random.chance(0.12)) {
      underFire.launch();
      await pause(random.between(0, 1_500));
    } else {
      await underFire.start();
      await moment(underFire, random.chance(0.5) ? random.between(0, 2_500) : undefined, random.between(0, 250));
    }
    await underFire.kill();
  }
  await underFire.start();
  return `${killed} kills in ${Math.round(seconds + (performance.now() - until) / 1000)} s`;
}

/** After some milliseconds, or else after so many acknowledgements, none of which may be long in coming. */
async function moment({ ledger }: UnderFire, afterMs: number | undefined, acknowledgements: number): Promise<void> {
  if (afterMs !== undefined) await pause(afterMs);
  else await ledger.nextAcknowledgement(acknowledgements, AbortSignal.timeout(5_000));
}
