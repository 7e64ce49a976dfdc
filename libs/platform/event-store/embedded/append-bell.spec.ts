import { getEventListeners } from 'node:events';
import { AppendBell } from './append-bell.ts';

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('waiting for the bell', () => {
  test('ends at once when it rang after the count was taken', async () => {
    const bell = new AppendBell();
    const seen = bell.rings;
    bell.ring();
    expect(await bell.rung(seen, new AbortController().signal, undefined)).toBeUndefined();
  });

  test('ends for all who wait when it rings', async () => {
    const bell = new AppendBell();
    const { signal } = new AbortController();
    const waiting = Promise.all([bell.rung(0, signal, undefined), bell.rung(0, signal, 3_600_000)]);
    bell.ring();
    expect(await waiting).toEqual([undefined, undefined]);
  });

  test('ends when the signal aborts, or has aborted', async () => {
    const bell = new AppendBell();
    const stop = new AbortController();
    const waiting = bell.rung(0, stop.signal, undefined);
    stop.abort();
    expect([await waiting, await bell.rung(0, stop.signal, undefined)]).toEqual([undefined, undefined]);
  });

  test('ends after the time given', async () => {
    expect(await new AppendBell().rung(0, new AbortController().signal, 1)).toBeUndefined();
  });

  test('leaves no timer and no listener behind', async () => {
    const bell = new AppendBell();
    const { signal } = new AbortController();
    const before = timers();
    const waiting = bell.rung(0, signal, 3_600_000);
    expect([timers(), getEventListeners(signal, 'abort').length]).toEqual([before + 1, 1]);
    bell.ring();
    await waiting;
    expect([timers(), getEventListeners(signal, 'abort').length]).toEqual([before, 0]);
  });
});
