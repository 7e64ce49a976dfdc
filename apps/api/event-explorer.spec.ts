import { registry } from '#contexts/programme';
import type { EventMetadata, NewEvent, StreamName } from '#platform/event-store';
import { MemoryEventStore } from '#platform/testing';
import { EventExplorer, SCAN_LIMIT, type EventSearch } from './event-explorer.ts';
import { encodePlace, parseSearch } from './event-search-request.ts';

const everything: EventSearch = {
  types: [],
  stream: undefined,
  category: undefined,
  actor: undefined,
  eventId: undefined,
  from: undefined,
  to: undefined,
  order: 'newest',
};

/** The instant so many minutes after midnight. */
const minute = (minutes: number) => `2026-04-01T00:${String(minutes).padStart(2, '0')}:00.000Z`;

let minutes: number;
let log: MemoryEventStore;
beforeEach(() => {
  minutes = 0;
  log = new MemoryEventStore(() => minute(minutes));
});

async function append(stream: StreamName, type: string, userId = 'u-1', data: NewEvent['data'] = {}): Promise<void> {
  minutes++;
  const metadata = { actor: { userId }, $correlationId: 'f', $causationId: 'c' } as unknown as EventMetadata;
  const revision = log.log.filter((event) => event.stream === stream).length - 1;
  await log.append(stream, revision < 0 ? 'no stream' : revision, [
    { id: `00000000-0000-4000-8000-${String(minutes).padStart(12, '0')}`, type, data, metadata },
  ]);
}

/** Positions of all that a search finds, page by page. */
async function pages(
  search: Partial<EventSearch>,
  limit = 2,
  canBisect = true,
): Promise<readonly (readonly number[])[]> {
  const explorer = new EventExplorer(log, registry, canBisect);
  const found: (readonly number[])[] = [];
  for (let after = undefined as Awaited<ReturnType<EventExplorer['find']>>['next']; ;) {
    const { events, next } = await explorer.find({ ...everything, ...search }, after, limit);
    found.push(events.map(({ position }) => position));
    if (!next) return found;
    after = next;
  }
}

describe('a search', () => {
  beforeEach(async () => {
    await append('client-1', 'ClientRegistered');
    await append('referral-1', 'ClientReferred', 'u-2');
    await append('client-1', 'EstablishmentAdded');
    await append('referral-1', 'ReferralAcknowledged', 'u-3');
    await append('referral-2', 'ClientReferred', 'u-2');
  });

  test.each<[string, Partial<EventSearch>, readonly (readonly number[])[]]>([
    ['for nothing in particular', {}, [[5, 4], [3, 2], [1]]],
    ['the oldest first', { order: 'oldest' }, [[1, 2], [3, 4], [5]]],
    ['by type', { types: ['ClientReferred', 'ClientRegistered'] }, [[5, 2], [1]]],
    ['by category', { category: 'referral' }, [[5, 4], [2]]],
    ['by actor', { actor: 'u-2' }, [[5, 2], []]],
    ['by event id', { eventId: '00000000-0000-4000-8000-000000000003' }, [[3]]],
    ['by stream', { stream: 'referral-1' }, [[4, 2]]],
    ['by stream, the oldest first', { stream: 'client-1', order: 'oldest' }, [[1, 3], []]],
    ['by stream and type', { stream: 'client-1', types: ['EstablishmentAdded'] }, [[3]]],
    ['by a stream that is not there', { stream: 'client-2' }, [[]]],
    ['from an instant', { from: minute(4) }, [[5, 4], []]],
    ['up to an instant', { to: minute(2) }, [[2, 1], []]],
    ['of a period, the oldest first', { from: minute(2), to: minute(4), order: 'oldest' }, [[2, 3], [4]]],
    ['of a period before the log began', { to: minute(0) }, [[]]],
    ['of a period to come', { from: minute(9), order: 'oldest' }, [[]]],
  ])('%s finds, page by page', async (_, search, expected) => {
    expect(await pages(search)).toEqual(expected);
    // Where a period cannot be found by halving, the same is found by looking at more.
    expect((await pages(search, 2, false)).flat()).toEqual(expected.flat());
  });

  test('of a period begins there, whatever lies before', async () => {
    const scanned = async (canBisect: boolean) =>
      (await new EventExplorer(log, registry, canBisect).find({ ...everything, to: minute(1) }, undefined, 50)).scanned;
    expect([await scanned(true), await scanned(false)]).toEqual([1, 5]);
  });
});

test('a search by actor passes by the events of another application, which name none', async () => {
  await append('client-1', 'ClientRegistered');
  await log.append('others-1', 'no stream', [
    { id: '00000000-0000-4000-8000-000000000009', type: 'Theirs', data: {}, metadata: {} as EventMetadata },
  ]);
  expect(await pages({ actor: 'u-1' })).toEqual([[1]]);
});

test('one look is bounded: what is rare is found by going on', async () => {
  await append('client-0', 'ClientRegistered');
  const bulk = Array.from({ length: SCAN_LIMIT }, () => ({ ...log.log[0]!, type: 'ReferralAcknowledged' }));
  log.log.push(...bulk.map((event, index) => ({ ...event, position: index + 2 })));
  expect(await pages({ types: ['ClientRegistered'] })).toEqual([[], [1]]);
});

describe('an event is shown', () => {
  const personal = { subjectId: 'client-1', keyId: 'k', path: 'ClientRegistered.name', ct: 'c2VhbGVk' };
  beforeEach(() =>
    append('client-1', 'ClientRegistered', 'u-1', { name: personal, size: 'small', contacts: [{ phone: personal }] }),
  );

  test('to an auditor with its data, what is sealed closed and without its ciphertext', async () => {
    const shown = new EventExplorer(log, registry, true).show(log.log[0]!, true);
    const sealed = { sealed: { subjectId: 'client-1', keyId: 'k' } };
    expect(shown).toMatchObject({ correlationId: 'f', causationId: 'c' });
    expect(shown.content?.data).toEqual({ name: sealed, size: 'small', contacts: [{ phone: sealed }] });
    expect(JSON.stringify(shown)).not.toContain('c2VhbGVk');
  });

  test('to others as an envelope that says nothing of the case, nor of the command', async () => {
    const shown = new EventExplorer(log, registry, true).show(log.log[0]!, false);
    expect(Object.keys(shown)).toEqual([
      ...['position', 'stream', 'revision', 'type', 'words', 'occurredAt', 'recordedAt', 'actor', 'hash'],
      ...['id', 'schemaVersion', 'source', 'previousHash'],
    ]);
  });
});

describe('the parameters', () => {
  const at = (raw: object) => {
    try {
      parseSearch(raw as Record<string, unknown>);
      return [];
    } catch (error) {
      return (error as { init: { errors: { path: string; code: string }[] } }).init.errors.map(({ path, code }) => [
        path,
        code,
      ]);
    }
  };

  test('of a search of everything are none', () => {
    expect(parseSearch({})).toEqual({ search: everything, after: undefined, limit: 50 });
  });

  test('name a stream or a category', () => {
    const { search } = parseSearch({ stream: 'referral-1', type: ['A', 'B'], to: '2026-04-01T09:00:00+09:00' });
    expect([search.stream, search.category, search.types, search.to]).toEqual([
      'referral-1',
      undefined,
      ['A', 'B'],
      '2026-04-01T00:00:00.000Z',
    ]);
    expect(parseSearch({ stream: 'referral' }).search).toMatchObject({ stream: undefined, category: 'referral' });
  });

  test.each([
    [{ nonsense: '1' }, [['nonsense', 'UNKNOWN_PARAMETER']]],
    [{ actor: ['a', 'b'] }, [['actor', 'ONCE']]],
    [
      { type: 'a b', stream: '$all', id: 'x', actor: '見本' },
      [
        ['type', 'MATCHES'],
        ['stream', 'MATCHES'],
        ['actor', 'MATCHES'],
        ['id', 'MATCHES'],
      ],
    ],
    [{ type: Array.from({ length: 21 }, () => 'A') }, [['type', 'TOO_MANY_VALUES']]],
    [{ from: 'yesterday' }, [['from', 'IS_INSTANT']]],
    [{ order: 'up' }, [['order', 'IS_IN']]],
    [{ limit: '201' }, [['limit', 'LIMIT']]],
    [{ cursor: 'x' }, [['cursor', 'CURSOR_INVALID']]],
    [
      { cursor: encodePlace({ position: 3, revision: 0 }, { ...everything, actor: 'u-1' }) },
      [['cursor', 'CURSOR_INVALID']],
    ],
  ])('%j are refused, each named', (raw, errors) => {
    expect(at(raw)).toEqual(errors);
  });

  test.each<[string, Partial<EventSearch>, object]>([
    ['a place that is none', {}, { position: {}, revision: 0 }],
    ['a position of words', {}, { position: '3', revision: 0 }],
    ['a position between two events', {}, { position: 2.5, revision: 0 }],
    ['a position before the log', {}, { position: 0, revision: 0 }],
    ['a position that no number holds', {}, { position: 2 ** 53, revision: 0 }],
    ['no revision', {}, { position: 3, revision: null }],
    ['a revision before the stream', {}, { position: 3, revision: -1 }],
    ['what stands before the first event of a stream', { stream: 'client-1' }, { position: 3, revision: 0 }],
  ])('name %s in a cursor with the right digest, and are refused', (_, only, place) => {
    const { stream } = only;
    const cursor = encodePlace(place as { position: number; revision: number }, { ...everything, ...only });
    expect(at({ cursor, ...(stream && { stream }) })).toEqual([['cursor', 'CURSOR_INVALID']]);
  });

  test('go on where a search left off', () => {
    const place = { position: 7, revision: 2 };
    expect(parseSearch({ cursor: encodePlace(place, everything) }).after).toEqual(place);
  });
});
