import { alarmClock, systemClock } from './index.ts';

const clock = alarmClock(systemClock);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

test('what has come already is not waited for', async () => {
  const still = alarmClock({ now: () => '2026-04-01T00:00:00.000Z' });
  await still.until('2026-04-01T00:00:00.000Z', new AbortController().signal);
  expect(still.now()).toBe('2026-04-01T00:00:00.000Z');
});

test('who waits for an instant wakes when it has come, not before', async () => {
  const instant = inMs(15);
  await clock.until(instant, new AbortController().signal);
  expect(clock.now() >= instant).toBe(true);
});

test('or when told to', async () => {
  const [ending, instant] = [new AbortController(), inMs(3_600_000)];
  const waiting = clock.until(instant, ending.signal);
  ending.abort();
  await waiting;
  await clock.until(instant, ending.signal);
  expect(clock.now() < instant).toBe(true);
});
