import { StoreUnavailable, type Position, type RecordedEvent } from '#platform/event-store';
import { lagOfAnswers } from './read-model-lag.ts';

const stored = ['2026-04-01T00:00:00.000Z', '2026-04-01T00:00:10.000Z', '2026-04-01T00:00:25.500Z'];
const log = {
  head: async () => stored.length,
  async *readAll({ from = 0, maxCount = 3 }: { from?: Position; maxCount?: number } = {}) {
    for (const recordedAt of stored.slice(from, from + maxCount)) yield { recordedAt } as RecordedEvent;
  },
};
const clock = { now: () => '2026-04-01T00:00:30.000Z' };

test('an answer is as old as the first event it does not know', async () => {
  const lag = lagOfAnswers(log, clock, (from, to) => to - from);
  expect([await lag(3), await lag(2), await lag(0)]).toEqual([
    { events: 0, seconds: 0 },
    { events: 1, seconds: 4.5 },
    { events: 3, seconds: 30 },
  ]);
});

test('a log that cannot count tells seconds only', async () => {
  expect(await lagOfAnswers(log, clock)(1)).toEqual({ events: null, seconds: 20 });
});

test('while the log is away nobody knows', async () => {
  const away = { ...log, head: () => Promise.reject(new StoreUnavailable('away')) };
  expect(await lagOfAnswers(away, clock)(1)).toEqual({ events: null, seconds: null });
});
