import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCommandDoor, programme } from '#contexts/programme';
import { embeddedIn, openKeys, openLog } from '#platform/backends';
import type { Clock } from '#platform/clock';
import { dayOf } from '#reference-data';
import { Seeded } from '../../chaos/seeded.ts';
import { Desk } from './desk.ts';
import { Lives, type Life } from './lives.ts';
import { Offices } from './offices.ts';

/** The first working day of the agreement's first full month, 09:00 in Tokyo. */
const BEGIN = Date.parse('2025-11-04T00:00:00.000Z');

/** A million events are two years of both organisations' work. */
const MS_PER_EVENT = (2 * 365 * 86_400_000) / 1_000_000;

/**
 * Things under way at once: with what follows from each step, between two events of a stream lie some thousand of others,
 * and a case comes to its end while its consent lasts.
 */
const OPEN_LIVES = 800;
const IN_FLIGHT = 64;
/** One bulletin for so many other things that begin: a dozen a year. */
const BULLETIN_EVERY = 5_000;
const SEED = 20_251_022;

/**
 * A log of at least so many events as two years of practice leave it: made by issuing commands through the door, sealed
 * and chained, what processes issue included; cases begin all the time in all prefectures, the busy ones more often,
 * and go on in a random order.
 *
 * @param folder where it is made; a log that was made there before is taken as it is
 * @param report told again and again how many events are made
 */
export async function practiceLog(
  folder: string,
  events: number,
  report: (made: number) => void = () => undefined,
): Promise<void> {
  if (existsSync(join(folder, 'complete'))) return;
  mkdirSync(folder, { recursive: true });
  const settings = embeddedIn(folder);
  const clock = new PracticeClock();
  const store = await openLog(settings);
  const keys = await openKeys(settings, clock);
  try {
    const desk = new Desk(openCommandDoor(programme, { store, keys, clock }), store);
    const random = new Seeded(SEED);
    const lives = new Lives({ desk, random, offices: new Offices(), today: () => dayOf(clock.now()) });
    await toItsEnd(lives.directory());
    const open: Life[] = [];
    let begun = 0;
    const begin = () => (begun++ % BULLETIN_EVERY === 0 ? lives.bulletin() : lives.next());
    const worker = async () => {
      while (desk.events < events) {
        const at = Math.floor(random.next() * OPEN_LIVES);
        const life = open[at] ?? begin();
        open[at] = idle;
        if (life === idle) continue;
        const { done } = await life.next();
        open[at] = done ? begin() : life;
        clock.moveTo(BEGIN + desk.events * MS_PER_EVENT);
        report(desk.events);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  } finally {
    await store.close();
    await keys.close();
  }
  mkdirSync(join(folder, 'complete'));
}

/** Stands in the place of a life that somebody is taking a step of. */
const idle: Life = (async function* () {})();

async function toItsEnd(life: Life): Promise<void> {
  for await (const _ of life);
}

class PracticeClock implements Clock {
  #now = BEGIN;

  now(): string {
    return new Date(this.#now).toISOString();
  }

  moveTo(instant: number): void {
    this.#now = Math.max(this.#now, instant);
  }
}
