import { sampleEvent } from '../contract/sample-events.ts';
import { streamName, type RecordedEvent, type StreamName } from '../port.ts';
import { StreamCache } from './stream-cache.ts';

const [one, two, three] = ['1', '2', '3'].map((id) => streamName('thing', id)) as [StreamName, StreamName, StreamName];

function eventsOf(stream: StreamName, count: number): readonly RecordedEvent[] {
  return Array.from({ length: count }, (_, revision) => ({
    ...sampleEvent(),
    stream,
    revision,
    position: revision + 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
  }));
}

const known = (cache: StreamCache) => [one, two, three].filter((stream) => cache.get(stream) !== undefined);

test('answers what it keeps until it is told to forget it', () => {
  const cache = new StreamCache(10);
  const events = eventsOf(one, 2);
  cache.keep(one, events);
  expect(cache.get(one)).toEqual(events);
  cache.forget(one);
  cache.forget(one);
  expect(known(cache)).toEqual([]);
});

test('lets go the stream not asked for longest when it holds too many events', () => {
  const cache = new StreamCache(5);
  cache.keep(one, eventsOf(one, 2));
  cache.keep(two, eventsOf(two, 2));
  cache.get(one);
  cache.keep(three, eventsOf(three, 3));
  expect(known(cache)).toEqual([one, three]);
});

test('counts a stream once that it keeps again, and keeps none that is longer than all it may', () => {
  const cache = new StreamCache(4);
  cache.keep(one, eventsOf(one, 2));
  cache.keep(one, eventsOf(one, 3));
  cache.keep(two, eventsOf(two, 1));
  cache.keep(three, eventsOf(three, 5));
  expect(known(cache)).toEqual([one, two]);
});

test('keeps no stream without events: what is not there yet may be there the next time', () => {
  const cache = new StreamCache(4);
  cache.keep(one, []);
  expect(known(cache)).toEqual([]);
});

test('what it keeps cannot be changed by who reads it', () => {
  const cache = new StreamCache(4);
  cache.keep(one, eventsOf(one, 1));
  const [event] = cache.get(one)!;
  expect(() => Object.assign(event!.metadata.actor, { userId: 'another' })).toThrow(TypeError);
});
