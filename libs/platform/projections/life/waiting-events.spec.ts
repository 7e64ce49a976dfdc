import type { OperatedVersion } from './operated-projections.ts';
import type { ParkedStream } from './parking.ts';
import { waitingEvents } from './waiting-events.ts';

const lastError = { eventId: 'e1', eventType: 'ThingMoved', position: 3, message: 'x', stack: null };
const version = (number: number, over: Partial<OperatedVersion> = {}) =>
  ({ version: number, state: 'live', lastError: null, ...over }) as OperatedVersion;
const parked = (number: number, eventId: string): ParkedStream => ({
  ...{ version: number, eventId, eventType: 'ThingMade', stream: 'thing-1', streamId: '1' },
  ...{ revision: 0, position: 1, message: 'x', stack: null, parkedAt: '2026-04-01T00:00:00.000Z', queuedBehind: 0 },
});
const waiting = (versions: readonly OperatedVersion[], streams: readonly ParkedStream[] = []) =>
  waitingEvents({ name: 'things', audience: 'both', versions }, streams);

test('a version waits at the event of each parked stream, the newest version first', () => {
  const stream = { stream: 'thing-1', streamId: '1' };
  expect(waiting([version(2), version(1)], [parked(1, 'a'), parked(1, 'b'), parked(2, 'a')])).toEqual([
    { version: 2, eventId: 'a', eventType: 'ThingMade', stream },
    { version: 1, eventId: 'a', eventType: 'ThingMade', stream },
    { version: 1, eventId: 'b', eventType: 'ThingMade', stream },
  ]);
});

test('one that has failed waits at what stopped it; one that is paused waits for a release', () => {
  expect(waiting([version(2, { state: 'failed', lastError }), version(1, { state: 'paused', lastError })])).toEqual([
    { version: 2, eventId: 'e1', eventType: 'ThingMoved', stream: null },
  ]);
});
