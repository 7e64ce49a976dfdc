import { sampleEvent } from '../contract/sample-events.ts';
import { streamName, type RecordedEvent, type StreamName } from '../port.ts';
import type { WrittenEvent } from '../unparsed-event.ts';
import { StreamCache } from './stream-cache.ts';

const [one, two, three] = ['1', '2', '3'].map((id) => streamName('thing', id)) as [StreamName, StreamName, StreamName];

const SAMPLE = sampleEvent();

function eventsOf(stream: StreamName, count: number): readonly RecordedEvent[] {
  return Array.from({ length: count }, (_, revision) => ({
    ...structuredClone(SAMPLE),
    stream,
    revision,
    position: revision + 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
  }));
}

/** The same events as the log holds them, from a revision on. */
function written(stream: StreamName, from: number, count: number): readonly WrittenEvent[] {
  const text = ({ data, metadata, ...event }: RecordedEvent) => ({
    ...event,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  });
  return eventsOf(stream, from + count)
    .slice(from)
    .map(text);
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

test('keeps that a stream is not there, which takes the place of an event', () => {
  const cache = new StreamCache(2);
  cache.keep(one, []);
  expect(cache.get(one)).toEqual([]);
  cache.keep(two, eventsOf(two, 2));
  expect(known(cache)).toEqual([two]);
});

describe('what is written', () => {
  test('stands behind what was read, and behind nothing where the stream is new', () => {
    const cache = new StreamCache(20);
    cache.keep(one, eventsOf(one, 2));
    cache.keep(two, []);
    for (const stream of [one, two, three]) {
      const there = stream === one ? 2 : 0;
      cache.grow(stream, written(stream, there, 1));
      cache.grow(stream, written(stream, there + 1, 2));
      expect(cache.get(stream)).toEqual(eventsOf(stream, there + 3));
    }
    cache.grow(one, written(one, 5, 1));
    expect(cache.get(one)).toEqual(eventsOf(one, 6));
  });

  test('is there once where it has been read already, and nothing is kept of a stream that has a gap', () => {
    const cache = new StreamCache(10);
    cache.keep(one, eventsOf(one, 2));
    cache.grow(one, written(one, 1, 1));
    expect(cache.get(one)).toEqual(eventsOf(one, 2));
    cache.keep(two, eventsOf(two, 1));
    cache.grow(two, written(two, 2, 1));
    cache.grow(three, written(three, 1, 1));
    expect(known(cache)).toEqual([one]);
  });

  test('counts as what is kept', () => {
    const cache = new StreamCache(4);
    cache.keep(one, eventsOf(one, 2));
    cache.grow(two, written(two, 0, 2));
    cache.grow(two, written(two, 2, 1));
    expect(known(cache)).toEqual([two]);
  });

  test('cannot be changed by who reads it', () => {
    const cache = new StreamCache(4);
    cache.grow(one, written(one, 0, 1));
    const [event] = cache.get(one)!;
    expect(() => Object.assign(event!.metadata.actor, { userId: 'another' })).toThrow(TypeError);
  });
});

test('what it keeps cannot be changed by who reads it', () => {
  const cache = new StreamCache(4);
  cache.keep(one, eventsOf(one, 1));
  const [event] = cache.get(one)!;
  expect(() => Object.assign(event!.metadata.actor, { userId: 'another' })).toThrow(TypeError);
});
