import type { EventMetadata, RecordedEvent } from '#platform/event-store';
import { chain, GENESIS, hashOf, verifyChain, type UnchainedMetadata } from './index.ts';

const metadata: UnchainedMetadata = {
  schemaVersion: 1,
  programme: 'labour-mobility',
  occurredAt: '2025-11-06T01:15:00.000Z',
  actor: { userId: 'u', org: 'iesc', officeId: 'iesc-22', role: 'iesc.advisor' },
  commandId: 'command',
  commandDigest: { subjectId: 's', digest: 'd' },
  $correlationId: 'family',
  $causationId: 'command',
  agreementVersion: 'AGR-2025',
  consentIds: ['consent'],
  prefecture: '22',
  dataClass: 'A',
  streamsRead: {},
  source: 'api',
};

/** A stream of as many events as there are names. */
function streamOf(...names: readonly string[]): RecordedEvent[] {
  let previousHash = GENESIS;
  return names.map((name, revision) => {
    const event = { stream: 'thing-1' as const, revision, id: `event-${name}`, type: 'ThingNamed', data: { name } };
    const chained = chain({ ...event, metadata }, previousHash);
    previousHash = chained.hash;
    return { ...event, metadata: chained, position: revision + 1, recordedAt: '2025-11-06T01:15:00.100Z' };
  });
}

const events = streamOf('a', 'b', 'c');
const [first, second, third] = events as [RecordedEvent, RecordedEvent, RecordedEvent];
const withMetadata = (event: RecordedEvent, more: Partial<EventMetadata>): RecordedEvent => ({
  ...event,
  metadata: { ...event.metadata, ...more },
});
const broken = (revision: number, reason: string) => ({ stream: 'thing-1', revision, reason });

test('a chain as it was made holds, an empty one and a shorter one too', () => {
  for (const length of [0, 1, 2, 3]) expect(verifyChain(events.slice(0, length))).toBeUndefined();
  expect(first.metadata.previousHash).toBe('0'.repeat(64));
  expect(second.metadata.previousHash).toBe(first.metadata.hash);
});

test('what the store adds is no part of it', () => {
  expect(verifyChain([first, { ...second, position: 77, recordedAt: 'later' }, third])).toBeUndefined();
});

test('the hash is that of the canonical form, whoever computes it', () => {
  expect(hashOf({ ...first, metadata: { ...first.metadata, hash: 'anything' } as EventMetadata })).toBe(
    first.metadata.hash,
  );
  expect(first.metadata.hash).toMatch(/^[0-9a-f]{64}$/);
});

test.each<[string, RecordedEvent]>([
  ['data', { ...second, data: { name: 'x' } }],
  ['further data', { ...second, data: { name: 'b', more: null } }],
  ['type', { ...second, type: 'ThingRenamed' }],
  ['id', { ...second, id: 'event-x' }],
  ['stream', { ...second, stream: 'thing-2' }],
  ['hash', withMetadata(second, { hash: 'f'.repeat(64) })],
  ['actor', withMetadata(second, { actor: { ...metadata.actor, userId: 'x' } })],
  ...(Object.keys(metadata) as (keyof UnchainedMetadata)[]).map((name): [string, RecordedEvent] => [
    name,
    withMetadata(second, { [name]: 'x' }),
  ]),
])('a changed %s is seen', (_, tampered) => {
  expect(verifyChain([first, tampered, third])).toEqual({
    stream: tampered.stream,
    revision: 1,
    reason: 'hash does not match the event',
  });
});

test('an event whose hash was made anew does not fit the next', () => {
  const forged = { ...second, data: { name: 'x' } };
  const rehashed = withMetadata(forged, { hash: hashOf(forged) });
  expect(verifyChain([first, rehashed, third])).toEqual(broken(2, 'does not follow the event before it'));
});

test('a predecessor that is another one is seen', () => {
  expect(verifyChain([withMetadata(first, { previousHash: 'f'.repeat(64) })])).toEqual(
    broken(0, 'does not follow the event before it'),
  );
  const [other] = streamOf('z') as [RecordedEvent];
  expect(verifyChain([other, second, third])).toEqual(broken(1, 'does not follow the event before it'));
});

test('an event that is missing is seen, wherever it was but at the end', () => {
  expect(verifyChain([second, third])).toEqual(broken(0, 'revision is missing'));
  expect(verifyChain([first, third])).toEqual(broken(1, 'revision is missing'));
});

test('also when those after it were given its revision', () => {
  expect(verifyChain([first, { ...third, revision: 1 }])).toEqual(broken(1, 'does not follow the event before it'));
});

test('events in another order, or twice, are seen', () => {
  expect(verifyChain([first, third, second])).toEqual(broken(1, 'revision is missing'));
  expect(verifyChain([first, first, second])).toEqual(broken(1, 'revision is missing'));
});
