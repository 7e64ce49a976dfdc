import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FeedRefused, followFeed } from './follow-feed.ts';

const PATH = '/iesc/referral-inbox/changes';
const row = (key: string, id?: string) =>
  `event: row\n${id ? `id: ${id}\n` : ''}data: {"key":"${key}","position":1,"item":{}}\n\n`;
const RESET = 'event: reset\ndata: {"version":1}\n\n';

/** One answer of the server after another. */
type Answer = (response: ServerResponse) => void;
const stream =
  (text: string, { ends = true } = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    // Cut as a network cuts: what was sent arrives, the end of the answer does not.
    response.write(`retry: 1\n\n${text}`, () => {
      if (ends) response.socket!.end();
    });
  };
const refusal =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers).end('{"code":"X"}');
  };

let server: Server;
let requests: IncomingMessage[];
let answers: Answer[];
let tokens: number;
beforeEach(async () => {
  requests = [];
  tokens = 0;
  server = createServer((request, response) => {
    requests.push(request);
    answers.shift()!(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** The first events of a feed whose connections are answered so, as key (or name) and id. */
async function follow(count: number, script: Answer[], options: Parameters<typeof followFeed<typeof PATH>>[2] = {}) {
  answers = script;
  const connection = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    token: () => `token-${++tokens}`,
  };
  const seen: unknown[] = [];
  for await (const event of followFeed(connection, PATH, options)) {
    seen.push(event.event === 'reset' ? 'reset' : event.data.key);
    if (seen.length === count) break;
  }
  return seen;
}
const resumedFrom = () => requests.map(({ headers }) => headers['last-event-id']);

test('a connection that breaks is taken up after the last id, with a fresh token', async () => {
  const script = [stream(RESET + row('a', '1:1') + row('b')), stream(row('b') + row('c', '1:2'))];
  expect(await follow(5, script)).toEqual(['reset', 'a', 'b', 'b', 'c']);
  expect(resumedFrom()).toEqual([undefined, '1:1']);
  expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

test('what a cut leaves of an event is dropped, and an id without an event counts', async () => {
  const script = [
    stream(`${row('a', '1:1')}: heartbeat\n\nid: 1:5\n\nevent: row\nid: 1:6\ndata: {"ke`),
    stream(row('b')),
  ];
  expect(await follow(2, script)).toEqual(['a', 'b']);
  expect(resumedFrom()).toEqual([undefined, '1:5']);
});

test('an id that is forgotten begins anew', async () => {
  expect(await follow(2, [refusal(410), stream(RESET + row('a'))], { after: '1:1' })).toEqual(['reset', 'a']);
  expect(resumedFrom()).toEqual(['1:1', undefined]);
});

test('a service that is busy is asked again when it said', async () => {
  const script = [refusal(503, { 'Retry-After': '0' }), refusal(429, { 'Retry-After': '0' }), stream(row('a'))];
  expect(await follow(1, script)).toEqual(['a']);
});

test('who follows hears why there is nothing, and when it is tried again', async () => {
  const heard: unknown[] = [];
  const script = [refusal(503, { 'Retry-After': '0' }), stream(row('a')), stream(row('b'))];
  const onWaiting = (reason: string, againInMs: number) => void heard.push([reason, againInMs]);
  expect(await follow(2, script, { onWaiting })).toEqual(['a', 'b']);
  expect(heard).toEqual([
    ['the service answers 503', 0],
    [expect.any(String), 1],
  ]);
});

test('a token that has run out is replaced; who is refused with a fresh one too is refused', async () => {
  expect(await follow(1, [refusal(401), stream(row('a'))])).toEqual(['a']);
  await expect(follow(1, [refusal(401), refusal(401)])).rejects.toMatchObject({ status: 401 });
});

test.each([400, 403, 404])('what %i refuses is not asked for again', async (status) => {
  await expect(follow(1, [refusal(status)])).rejects.toThrow(FeedRefused);
  expect(requests).toHaveLength(1);
});

test('who gets no token is told why', async () => {
  const connection = { baseUrl: 'http://127.0.0.1:1', token: () => Promise.reject(new Error('unknown user')) };
  await expect(followFeed(connection, PATH).next()).rejects.toThrow('unknown user');
});

test('filters go into the address', async () => {
  await follow(1, [stream(row('a'))], {
    query: { stage: ['received', 'accepted'], dueAtFrom: '2026-04-01T00:00:00Z' },
  });
  expect(requests[0]!.url).toBe(`${PATH}?stage=received&stage=accepted&dueAtFrom=2026-04-01T00%3A00%3A00Z`);
});

test('who does not follow any more is not connected any more', async () => {
  const end = new AbortController();
  answers = [
    (response) => {
      stream(row('a'), { ends: false })(response);
      response.once('close', () => end.abort());
    },
  ];
  const connection = { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: () => 't' };
  for await (const event of followFeed(connection, PATH)) if (event.event === 'row') break;
  if (!end.signal.aborted) await once(end.signal, 'abort');
});

test('a feed ends with its signal', async () => {
  const end = new AbortController();
  const ended = follow(9, [stream(row('a'), { ends: false })], { signal: end.signal });
  while (requests.length === 0) await once(server, 'request');
  end.abort();
  await ended;
});
