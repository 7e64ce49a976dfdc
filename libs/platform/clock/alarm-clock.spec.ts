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

test('a machine’s clock that is set while somebody sleeps is noticed: set back they sleep on, a day ahead they wake', async () => {
  const begin = Date.parse('2026-04-01T00:00:00.000Z');
  let [now, looks] = [begin, 0];
  const machine = {
    now: () => {
      looks++;
      return new Date(now).toISOString();
    },
  };
  const set = alarmClock(machine, 1);
  let isAwake = false;
  const waiting = set.until('2026-04-01T12:00:00.000Z', new AbortController().signal).then(() => (isAwake = true));
  now = begin - 3_600_000;
  while (looks < 5) await new Promise(setImmediate);
  expect(isAwake).toBe(false);
  now = begin + 86_400_000;
  await waiting;
  expect(isAwake).toBe(true);
});
