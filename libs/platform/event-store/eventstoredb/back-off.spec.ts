import { BackOff } from './back-off.ts';

const waits = (backOff: BackOff, count: number) => Array.from({ length: count }, () => backOff.next());

describe('waits between attempts', () => {
  test('double up to the longest, and begin anew after a success', () => {
    const backOff = new BackOff({ firstMs: 50, mostMs: 500, random: () => 1 });
    expect(waits(backOff, 6)).toEqual([50, 100, 200, 400, 500, 500]);
    backOff.reset();
    expect(waits(backOff, 2)).toEqual([50, 100]);
  });

  test('are spread over their upper half', () => {
    const spread = [0, 0.5, 1].map((value) => new BackOff({ firstMs: 100, mostMs: 500, random: () => value }).next());
    expect(spread).toEqual([50, 75, 100]);
  });

  test('end when nobody waits any more', async () => {
    const stop = new AbortController();
    const waiting = new BackOff({ firstMs: 1, mostMs: 1, random: () => 0 }).wait(600_000, stop.signal);
    stop.abort();
    await waiting;
    expect(stop.signal.aborted).toBe(true);
  });
});
