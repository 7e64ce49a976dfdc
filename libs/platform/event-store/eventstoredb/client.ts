import type { Channel, ClientReadableStream } from '@grpc/grpc-js';
import type { Duplex, Readable, Writable } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';

/** What a connection string may say, spelled as the client compares it: without case, hyphens and underscores. */
const KNOWN_OPTIONS = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'nodePreference',
    'tls',
    'tlsCAFile',
    'tlsVerifyCert',
    'throwOnAppendFailure',
    'userCertFile',
    'userKeyFile',
  ].map(flat),
);

const EXAMPLE = 'esdb://user:password@host:2113?tls=true';
/** What the client waits for the answer to a keep-alive ping by default, milliseconds. */
const KEEP_ALIVE_TIMEOUT = 10_000;
let clients = 0;

/**
 * A client for a connection string (`esdb://user:password@host:2113?tls=true`, `esdb+discover://…`, or several hosts),
 * with a connection of its own. It connects when it is first used.
 *
 * @throws Error with a sentence on what is wrong with the string; it never repeats the string, which holds a password.
 */
export function createClient(url: string): EventStoreDBClient {
  const [address = '', query = ''] = url.split('?', 2);
  const options = query.split('&').filter((option) => option !== '');
  for (const option of options) refuseUnusable(option);
  const client = parsed(`${address}?${withOwnConnection(options).join('&')}`);
  if (client instanceof EventStoreDBClient) return PreparedClient.prepare(client);
  throw new Error(`The address of the EventStoreDB is not a connection string like ${EXAMPLE}: ${client.wrong}`);
}

/** The client, or what is wrong with the string. The error itself carries the string, so it goes no further. */
function parsed(url: string): EventStoreDBClient | { readonly wrong: string } {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}

/** The client prints a string with an unknown option, password and all; so it does not get to see one. */
function refuseUnusable(option: string): void {
  const [name = '', value] = option.split('=');
  if (!KNOWN_OPTIONS.has(flat(name))) {
    throw new Error(`The address of the EventStoreDB has an option "${name}" that is not known; leave it out.`);
  }
  if (flat(name) === 'throwonappendfailure' && value !== 'true') {
    throw new Error(`The address of the EventStoreDB must not set "${name}": the client then answers wrong revisions.`);
  }
}

/**
 * gRPC shares one connection among clients whose settings are equal, dead or alive; a millisecond of patience more or
 * less keeps them apart.
 */
function withOwnConnection(options: readonly string[]): string[] {
  const isTimeout = (option: string) => flat(option.split('=')[0] ?? '') === 'keepalivetimeout';
  const given = options.find(isTimeout)?.split('=')[1];
  const timeout = given === undefined ? KEEP_ALIVE_TIMEOUT : Number(given);
  if (!(timeout >= 0)) return [...options];
  clients = (clients + 1) % 1_000;
  return [...options.filter((option) => !isTimeout(option)), `keepAliveTimeout=${timeout + clients}`];
}

function flat(name: string): string {
  return name.trim().toLowerCase().replaceAll(/[_-]/g, '');
}

/** Asks what the server can do, or remembers it. Until this has resolved, no append has left the process. */
export function knowServer(client: EventStoreDBClient): Promise<void> {
  return PreparedClient.knowServer(client);
}

/** Ends all calls of a client and closes its connection. */
export function disposeClient(client: EventStoreDBClient): Promise<void> {
  return PreparedClient.close(client);
}

/**
 * Asks to read as the client does, but answers the messages as their bytes: its decoding is the slowest part of reading
 * a log.
 */
export function readBytes(client: EventStoreDBClient, request: ReadReq): Promise<ClientReadableStream<Buffer>> {
  return PreparedClient.readBytes(client, request);
}

/** The client's own streams, made proof against what it does when one of them breaks. */
class PreparedClient extends EventStoreDBClient {
  static readonly #channels = new WeakMap<EventStoreDBClient, Promise<Channel>>();
  static readonly #closed = new WeakSet<EventStoreDBClient>();

  /** The members used here are open to subclasses; `connectionString` makes none, so the client is treated as one. */
  static #open(client: EventStoreDBClient): PreparedClient {
    return client;
  }

  static prepare(client: EventStoreDBClient): EventStoreDBClient {
    const open = PreparedClient.#open(client);
    const createStream = open.GRPCStreamCreator;
    const isClosed = () => PreparedClient.#closed.has(client);
    open.GRPCStreamCreator = (constructor, name, creator, cache) =>
      createStream(constructor, name, async (grpc) => shielded(await creator(grpc), isClosed), cache);
    const getChannel = open.getChannel;
    open.getChannel = () => {
      const channel = getChannel();
      PreparedClient.#channels.set(client, channel);
      return channel;
    };
    return client;
  }

  static async knowServer(client: EventStoreDBClient): Promise<void> {
    await PreparedClient.#open(client).capabilities;
  }

  static readBytes(client: EventStoreDBClient, request: ReadReq): Promise<ClientReadableStream<Buffer>> {
    const open = PreparedClient.#open(client);
    const { path, requestSerialize } = streamsGrpc.StreamsService.read;
    return open.GRPCStreamCreator(streamsGrpc.StreamsClient, 'read bytes', (grpc) =>
      grpc.makeServerStreamRequest(
        path,
        requestSerialize,
        (bytes) => bytes,
        request,
        ...open.callArguments({ requiresLeader: true }, { deadline: Infinity }),
      ),
    )();
  }

  static async close(client: EventStoreDBClient): Promise<void> {
    PreparedClient.#closed.add(client);
    void client.dispose(); // does not resolve while a read lies about unfinished
    const channel = await PreparedClient.#channels.get(client)?.catch(() => undefined);
    channel?.close();
  }
}

/**
 * The client keeps the pending appends of all clients of the process in one list, and a broken stream of any of them
 * rejects the whole list. An answer that comes to one of those afterwards makes a listener throw inside an emitter, and
 * appends that wait for room in a stream that breaks are rejected without anyone listening: either ends the process.
 * So listeners do not throw, nobody waits for room (what is in flight is bounded by its callers), and a stream that we
 * end ourselves rejects nobody.
 */
function shielded<Stream extends Readable | Writable | Duplex>(stream: Stream, isClosed: () => boolean): Stream {
  for (const event of ['data', 'error'] as const) {
    for (const listener of stream.listeners(event)) {
      stream.off(event, listener as () => void);
      stream.on(event, (...args: unknown[]) => {
        if (isClosed()) return;
        try {
          listener.apply(stream, args);
        } catch {
          // nobody waits for this answer any more
        }
      });
    }
  }
  if ('write' in stream) {
    const write = stream.write.bind(stream) as (chunk: unknown) => boolean;
    stream.write = (chunk: unknown) => {
      write(chunk);
      return true;
    };
  }
  return stream;
}
