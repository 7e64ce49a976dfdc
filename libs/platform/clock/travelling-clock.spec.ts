import { TravellingClock } from './travelling-clock.ts';

const begins = '2025-11-04T00:00:00.000Z';
const later = '2026-07-31T00:00:00.000Z';
const minute = (instant: string) => instant.slice(0, 'YYYY-MM-DDTHH:MM'.length);

test('it begins at an instant and goes on from there', () => {
  const clock = TravellingClock.beginningAt(begins);
  const [first, second] = [clock.now(), clock.now()];
  expect(minute(first)).toBe(minute(begins));
  expect(second >= first).toBe(true);
});

test('who waits for an instant wakes when it is moved there, not before', async () => {
  const clock = TravellingClock.beginningAt(begins);
  const woken: string[] = [];
  const waiting = clock.until(later, new AbortController().signal).then(() => woken.push(clock.now()));
  clock.moveTo('2026-01-01T00:00:00.000Z');
  await new Promise(setImmediate);
  expect(woken).toEqual([]);
  clock.moveTo(later);
  await waiting;
  expect(woken.map(minute)).toEqual([minute(later)]);
});

test('or when told to', async () => {
  const ending = new AbortController();
  const clock = TravellingClock.beginningAt(begins);
  const waiting = clock.until(later, ending.signal);
  ending.abort();
  await waiting;
  expect(clock.now() < later).toBe(true);
});

test('it is the same clock in another thread', () => {
  const clock = TravellingClock.beginningAt(begins);
  const elsewhere = TravellingClock.sharing(clock.memory);
  clock.moveTo(later);
  expect(minute(elsewhere.now())).toBe(minute(later));
});

test('it is not moved backwards', () => {
  const clock = TravellingClock.beginningAt(later);
  expect(() => clock.moveTo(begins)).toThrow(RangeError);
});
