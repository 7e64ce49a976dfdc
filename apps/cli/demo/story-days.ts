import { dayOf, type Day } from '#reference-data';
import type { Narrator } from './narrator.ts';

/** The days that a story plays on. */
export interface StoryDays {
  /**
   * Goes on to a day of the story, at an hour of its morning or afternoon in Asia/Tokyo.
   *
   * @returns the day it is then where the story is played
   */
  on(day: Day, time?: string): Promise<Day>;
}

/** Everything on one day: for a service whose clock is the machine's. */
export const onOneDay = (now: string): StoryDays => ({ on: () => Promise.resolve(dayOf(now)) });

const weekday = new Intl.DateTimeFormat('ja-JP', { weekday: 'short', timeZone: 'UTC' });

/**
 * Each step on its own day, months in seconds: for a service whose clock can be moved. Whatever comes due in between
 * happens on the way.
 */
export function onRealDays(url: string, narrator: Narrator): StoryDays {
  return {
    async on(day, time = '10:00') {
      await moveClock(url, `${day}T${time}:00+09:00`);
      narrator.day(`${day} (${weekday.format(new Date(day))}) ${time}`);
      return day;
    },
  };
}

/**
 * Moves the service's clock forwards.
 *
 * @returns the position of the log up to which everything has happened by then
 * @throws Error when the service has none that is moved
 */
export async function moveClock(url: string, now: string): Promise<number> {
  const answer = await fetch(`${url}/development/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ now }),
  });
  if (!answer.ok) throw new Error(`POST /development/clock → ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { position: number }).position;
}
