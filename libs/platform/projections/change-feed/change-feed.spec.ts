import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  clients,
  officeTasks,
  type Reader,
  readers,
  referrals,
  sampleReferral,
  SampleService,
} from '../serving/read-model-sample-service.fixture.ts';
import { text } from '../definition/column.ts';
import { eventsIn, type ReadEvent } from '../contract/event-stream.ts';
import type { PageAnswer } from '../serving/read-model-answer.ts';
import type { Projection } from '../definition/definition.ts';
import type { ChangeFeedServices } from './change-feeds.ts';

const newReferrals: Projection = { ...referrals, version: 2 };
let service: SampleService;

beforeEach(async () => {
  service = await new SampleService().listen([clients, referrals, officeTasks]);
});
afterEach(() => service.stop());

/** A feed being read over HTTP. */
class Following {
  readonly #abort = new AbortController();
  #reading!: ReadableStreamDefaultReader<string>;
  response!: Response;
  text = '';
  #taken = 0;

  async open(reader: Reader, path: string, headers: Record<string, string> = {}): Promise<this> {
    this.response = await fetch(`${service.url}${path}`, {
      headers: { 'X-Reader': reader, ...headers },
      signal: this.#abort.signal,
    });
    this.#reading = this.response.body!.pipeThrough(new TextDecoderStream()).getReader();
    return this;
  }

  /** Reads on until something holds for all that has come. */
  async until(holds: (text: string) => boolean): Promise<void> {
    while (!holds(this.text)) {
      const { value, done } = await this.#reading.read();
      if (done) throw new Error(`the stream ended after ${JSON.stringify(this.text)}`);
      this.text += value;
    }
  }

  /** The events that have come since the last time, as soon as everything up to an id has been told. */
  async upTo(id: string): Promise<readonly ReadEvent[]> {
    await this.until((text) => text.includes(`id: ${id}\n`) && text.endsWith('\n\n'));
    const events = eventsIn(this.text);
    const fresh = events.slice(this.#taken);
    this.#taken = events.length;
    return fresh.filter(({ event }) => event !== undefined);
  }

  /** Resolves when the service has ended the stream. */
  async ended(): Promise<void> {
    for (;;) {
      const { value, done } = await this.#reading.read();
      if (done) return;
      this.text += value;
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

const follow = (reader: Reader, query = '', headers: Record<string, string> = {}) =>
  new Following().open(reader, `/referrals/changes${query}`, headers);
const told = (events: readonly ReadEvent[]) => events.map(({ event, data }) => [event, data.key ?? data.version]);
const write = (...all: Parameters<typeof sampleReferral>[0][]) =>
  service.writeReferrals(all.map((one) => sampleReferral(one)));
const otherwise = (services: Partial<ChangeFeedServices>) => {
  service.feeds = service.feedsWith(services);
};
/** Serves again, with the feeds made otherwise: the controllers have been given the first ones. */
async function served(services: Partial<ChangeFeedServices>): Promise<void> {
  await service.stop();
  service = new SampleService();
  await service.start();
  otherwise(services);
  await service.serve();
}

describe('a feed', () => {
  test('begins with everything in the reader’s scope, and goes on with what changes', async () => {
    await write(
      { referralId: 'a1' },
      { referralId: 'a2', dueOn: '2026-04-30' },
      { referralId: 'b1', officeId: 'iesc-27' },
    );
    const feed = await follow('tokyo');
    expect(feed.response.status).toBe(200);
    expect(feed.response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    expect([feed.response.headers.get('Cache-Control'), feed.response.headers.get('X-Accel-Buffering')]).toEqual([
      'no-store',
      'no',
    ]);
    expect(told(await feed.upTo('1:1'))).toEqual([
      ['reset', 1],
      ['row', 'a2'],
      ['row', 'a1'],
    ]);
    await write({ referralId: 'a3' });
    expect(told(await feed.upTo('1:2'))).toEqual([['row', 'a3']]);
    feed.close();
  });

  test('tells a row just as its own address does', async () => {
    await write({ referralId: 'a1', stage: 'accepted', host: 'Host Ltd', worker: '佐藤花子' });
    for (const reader of ['tokyo', 'consultantA'] as const) {
      const { body } = await service.get(reader, '/referrals/a1');
      const feed = await follow(reader);
      const [, row] = await feed.upTo('1:1');
      expect(row!.data).toEqual({ key: 'a1', position: 1, item: (body as { item: object }).item });
      feed.close();
    }
  });

  test('goes on from where a page was read', async () => {
    await write({ referralId: 'a1' });
    const { headers } = await service.get('tokyo', '/referrals');
    await write({ referralId: 'a2' });
    const feed = await follow('tokyo', `?after=${headers.get('Last-Event-ID')}`);
    expect(told(await feed.upTo('1:2'))).toEqual([['row', 'a2']]);
    feed.close();
  });

  test('the header of a reader who comes back goes before the parameter that they began with', async () => {
    for (const referralId of ['a1', 'a2', 'a3']) await write({ referralId });
    const feed = await follow('tokyo', '?after=1:1', { 'Last-Event-ID': '1:2' });
    expect(told(await feed.upTo('1:3'))).toEqual([['row', 'a3']]);
    feed.close();
  });

  test('of rows that changed together, the last one bears the id', async () => {
    await write({ referralId: 'a0' });
    await write({ referralId: 'a1' }, { referralId: 'a2' }, { referralId: 'a3' });
    const feed = await follow('tokyo', '?after=1:1');
    const events = await feed.upTo('1:2');
    expect(events.map(({ data, id }) => [data.key, id])).toEqual([
      ['a1', undefined],
      ['a2', undefined],
      ['a3', '1:2'],
    ]);
    feed.close();
  });

  test('a row that moves to another office is gone for the first, comes to the second, and stays with headquarters', async () => {
    await write({ referralId: 'a1' });
    const feeds = await Promise.all(
      (['tokyo', 'osaka', 'consultantA', 'headquarters'] as const).map((reader) => follow(reader, '?after=1:1')),
    );
    await write({ referralId: 'a1', officeId: 'iesc-27' });
    const events = await Promise.all(feeds.map((feed) => feed.upTo('1:2')));
    expect(events.map(told)).toEqual([[['gone', 'a1']], [['row', 'a1']], [['row', 'a1']], [['row', 'a1']]]);
    feeds.forEach((feed) => feed.close());
  });

  test('a reader never hears of another office’s row: neither that it is there, nor that it is gone', async () => {
    const feed = await follow('tokyo');
    await feed.upTo('1:0');
    await write({
      referralId: 'secret',
      officeId: 'iesc-27',
      companyName: '大阪浅草商事',
      consultantId: 'consultant-b',
    });
    await write({ referralId: 'secret', officeId: 'iesc-27', stage: 'accepted', consultantId: 'consultant-b' });
    await service.write(clients, new Map());
    await service.write(referrals, new Map([['secret', undefined]]));
    await write({ referralId: 'a1' });
    await feed.upTo('1:4');
    expect(feed.text).not.toMatch(/secret|大阪/);
    feed.close();
  });

  test('a row that leaves the filters is gone, one that the reader may not compare is never told', async () => {
    await write({ referralId: 'a1' }, { referralId: 'a2', stage: 'accepted', host: 'Host Ltd' });
    const received = await follow('tokyo', '?stage=received');
    const hosts = await follow('consultantA', '?host=Host%20Ltd');
    expect([told(await received.upTo('1:1')), told(await hosts.upTo('1:1'))]).toEqual([
      [
        ['reset', 1],
        ['row', 'a1'],
      ],
      [['reset', 1]],
    ]);
    await write({ referralId: 'a1', stage: 'accepted', host: 'Host Ltd' });
    expect([told(await received.upTo('1:2')), told(await hosts.upTo('1:2'))]).toEqual([
      [['gone', 'a1']],
      [['gone', 'a1']],
    ]);
    received.close();
    hosts.close();
  });

  test('a row whose joined row changed is told again', async () => {
    await write({ referralId: 'a1', clientId: 'c1' }, { referralId: 'a2', clientId: 'c2' });
    const feed = await follow('tokyo', '?after=1:1');
    const name = await service.sealed('新社名', 'client-c2');
    await service.write(clients, new Map([['c2', { clientId: 'c2', name, phone: name }]]));
    await service.write(referrals, new Map());
    const events = await feed.upTo('1:2');
    expect(events.map(({ data }) => [data.key, data.item?.['client']])).toEqual([
      ['a2', { name: '新社名', phone: null }],
    ]);
    feed.close();
  });
});

test('a row is not told again for a joined row that its reader must not know it by', async () => {
  const secretive: Projection = {
    ...referrals,
    table: { ...referrals.table, columns: { ...referrals.table.columns, clientId: text().fieldClass('D') } },
  };
  await service.stop();
  service = await new SampleService().listen([clients, secretive, officeTasks]);
  await write({ referralId: 'a1', clientId: 'c1', stage: 'received' });
  await write({ referralId: 'a2', clientId: 'c1', stage: 'accepted' });
  const feed = await follow('tokyo', '?after=1:2');
  const name = await service.sealed('新社名', 'client-c1');
  await service.write(clients, new Map([['c1', { clientId: 'c1', name, phone: name }]]));
  await service.write(referrals, new Map());
  expect(told(await feed.upTo('1:3'))).toEqual([['row', 'a2']]);
  feed.close();
});

describe('an id', () => {
  test.each([
    ['?after=7', {}, 'after'],
    ['?after=1:', {}, 'after'],
    ['?after=1:99999999999999999', {}, 'after'],
    ['', { 'Last-Event-ID': 'abc' }, 'Last-Event-ID'],
    ['?q=abc', {}, 'q'],
    ['?limit=3', {}, 'limit'],
    ['?stage=', {}, 'stage'],
  ])('or parameter that is none is refused: %s %j', async (query, headers, path) => {
    const { status, body } = await service.get('tokyo', `/referrals/changes${query}`, headers);
    expect([status, (body as { errors: { path: string }[] }).errors.map((error) => error.path)]).toEqual([400, [path]]);
  });

  test('of another version means nothing: everything is told anew', async () => {
    await write({ referralId: 'a1' });
    const feed = await follow('tokyo', '?after=9:1');
    expect(told(await feed.upTo('1:1'))).toEqual([
      ['reset', 1],
      ['row', 'a1'],
    ]);
    feed.close();
  });

  test('of a position that is not reached, as after a restored backup, neither', async () => {
    await write({ referralId: 'a1' });
    const feed = await follow('tokyo', '', { 'Last-Event-ID': '1:500' });
    expect(told(await feed.upTo('1:1'))).toEqual([
      ['reset', 1],
      ['row', 'a1'],
    ]);
    feed.close();
  });

  test('older than what is remembered of rows that are gone is 410', async () => {
    await write({ referralId: 'a1' });
    await write({ referralId: 'a2' });
    await service.store.setState(referrals, 'paused');
    await write({ referralId: 'a3' });
    await service.store.setState(referrals, 'live');
    const { status, body } = await service.get('tokyo', '/referrals/changes?after=1:2');
    expect([status, (body as { code: string }).code]).toEqual([410, 'CHANGES_FORGOTTEN']);
    const feed = await follow('tokyo', '?after=1:3');
    await feed.until((text) => text.length > 0);
    expect(feed.response.status).toBe(200);
    feed.close();
  });
});

test('a version promoted meanwhile voids what was told, and tells everything anew', async () => {
  await service.stop();
  service = await new SampleService().listen([clients, referrals, newReferrals]);
  await service.store.setState(referrals, 'live');
  await write({ referralId: 'a1' });
  const feed = await follow('tokyo', '?after=1:1');
  await feed.until((text) => text.length > 0);
  await service.store.setState(newReferrals, 'building');
  await service.write(newReferrals, new Map([['n1', await service.referralRow(sampleReferral({ referralId: 'n1' }))]]));
  await service.store.setState(newReferrals, 'live');
  await service.write(clients, new Map());
  expect(told(await feed.upTo('2:1'))).toEqual([
    ['reset', 2],
    ['row', 'n1'],
  ]);
  feed.close();
});

test('a read model that is not made for the reader, or not built yet, has no feed', async () => {
  expect((await service.get('consultantA', '/iesc/office-tasks/changes')).status).toBe(404);
  await service.store.setState(referrals, 'building');
  const { status, headers } = await service.get('tokyo', '/referrals/changes');
  expect([status, headers.get('Retry-After')]).toEqual([503, '5']);
});

describe('a feed in quiet times', () => {
  test('tells by comments that it is there, with the id as far as nothing has changed for the reader', async () => {
    await served({ heartbeatMs: 5 });
    await write({ referralId: 'a1' });
    const feed = await follow('tokyo', '?after=1:1');
    await feed.until((text) => text.includes(': heartbeat\n\n'));
    await write({ referralId: 'b1', officeId: 'iesc-27' });
    await feed.until((text) => text.includes(': heartbeat\n\nid: 1:2\n\n'));
    feed.close();
  });
});

describe('a feed ends', () => {
  test('with the sign-in', async () => {
    const { signal: gone } = new AbortController();
    const pieces = await service.feeds.follow({
      name: 'referrals',
      parameters: {},
      lastEventId: undefined,
      reader: readers.tokyo,
      until: Date.now() + 20,
      gone,
    });
    const read: string[] = [];
    for await (const piece of pieces) read.push(piece);
    expect(read[0]).toMatch(/^retry: /);
  });

  test('with the service', async () => {
    const feed = await follow('tokyo');
    await feed.until((text) => text.includes('event: reset'));
    service.ending.abort();
    await feed.ended();
  });

  test('when its reader goes, which makes room for another', async () => {
    await served({ feedsPerUser: 2 });
    const first = await follow('tokyo');
    const second = await follow('tokyo');
    await Promise.all([first, second].map((feed) => feed.until((text) => text.length > 0)));
    const third = await service.get('tokyo', '/referrals/changes');
    expect([third.status, (third.body as { code: string }).code, third.headers.get('Retry-After')]).toEqual([
      429,
      'TOO_MANY_FEEDS',
      '10',
    ]);
    const others = await follow('osaka');
    expect(others.response.status).toBe(200);
    first.close();
    let again = await follow('tokyo');
    while (again.response.status === 429) again = await follow('tokyo');
    expect(again.response.status).toBe(200);
    [second, others, again].forEach((feed) => feed.close());
  });

  test('at once where only its headers are asked for', async () => {
    await served({ feedsPerUser: 1 });
    for (let asked = 0; asked < 3; asked++) {
      const { status, headers } = await fetch(`${service.url}/referrals/changes`, {
        method: 'HEAD',
        headers: { 'X-Reader': 'tokyo' },
      });
      expect([status, headers.get('Content-Type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    }
  });
});

describe('a reader that is slower than the table', () => {
  /** Some 16 MB, of which sockets and buffers on the way hold a few. */
  const ROWS = 160;
  const NOTE = 'x'.repeat(100_000);
  let socket: Socket | undefined;
  afterEach(() => socket?.destroy());

  /** Counts the rows in a stream up to the id, of which nothing is kept. */
  async function rowsUpTo(id: string, chunks: AsyncIterable<Buffer | Uint8Array>): Promise<number> {
    let tail = '';
    let rows = 0;
    for await (const chunk of chunks) {
      const text = tail + Buffer.from(chunk).toString();
      rows += text.split('event: row\n').length - 1;
      if (text.includes(`id: ${id}\n`)) return rows;
      tail = text.slice(-'event: row\n'.length + 1);
    }
    return rows;
  }

  test('is not read for: the rows wait in the table until there is room', async () => {
    await served({ slice: 2 });
    await write(...Array.from({ length: ROWS }, (_, n) => ({ referralId: `r${n}`, host: NOTE })));
    const before = service.snapshots;
    const { port } = new URL(service.url);
    socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /referrals/changes HTTP/1.1\r\nHost: localhost\r\nX-Reader: tokyo\r\n\r\n');
    // Another one reads the same from end to end meanwhile.
    const quick = await fetch(`${service.url}/referrals/changes`, { headers: { 'X-Reader': 'tokyo' } });
    expect(await rowsUpTo('1:1', quick.body!)).toBe(ROWS);
    expect(service.snapshots - before).toBeGreaterThan(ROWS / 2);
    expect(service.snapshots - before).toBeLessThan(ROWS * 0.8);
    expect(await rowsUpTo('1:1', socket)).toBe(ROWS);
  });
});

test('the page after a picture is followed says what the picture says', async () => {
  await write({ referralId: 'a1' }, { referralId: 'a2' });
  const feed = await follow('tokyo');
  const events = await feed.upTo('1:1');
  const { body } = await service.get('tokyo', '/referrals');
  expect(events.slice(1).map(({ data }) => data.item)).toEqual((body as PageAnswer).items);
  feed.close();
});
