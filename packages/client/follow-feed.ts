import { eventsOf } from './event-stream.ts';
import type { paths } from './openapi.ts';

/** Where the service is, and who asks. */
export interface Connection {
  /** `https://host` */
  readonly baseUrl: string;
  /** A bearer token that is valid now. */
  readonly token: () => string | Promise<string>;
  readonly fetch?: typeof globalThis.fetch;
}

/** Paths of change feeds. */
export type FeedPath = Extract<keyof paths, `${string}/changes`>;

type Following<Path extends FeedPath> = paths[Path]['get'];

/** The filters of a feed: those of its list. */
export type FeedQuery<Path extends FeedPath> = Omit<NonNullable<Following<Path>['parameters']['query']>, 'after'>;

/**
 * What a feed tells: `row`, a row as it is now; `gone`, a row that is not there any more for this reader and these
 * filters; `reset`, what was told is void and everything follows. `id` is what to begin after another time.
 */
export type FeedEvent<Path extends FeedPath> = Following<Path>['responses'][200]['content']['text/event-stream'] & {
  readonly id: string | undefined;
};

/** A row of a read model, as its feed and its list tell it. */
export type FeedRow<Path extends FeedPath> = Extract<FeedEvent<Path>, { event: 'row' }>['data']['item'];

/** The service refuses the feed, for a reason that trying again does not mend. */
export class FeedRefused extends Error {
  override readonly name = 'FeedRefused';
  readonly status: number;
  /** The problem document. */
  readonly problem: string;

  constructor(status: number, problem: string) {
    super(`the feed was refused with ${status}: ${problem}`);
    this.status = status;
    this.problem = problem;
  }
}

/** What of a feed is followed, and from where. */
export interface FollowOptions<Path extends FeedPath> {
  readonly query?: FeedQuery<Path>;
  /** The `id` of the last event that was handled. */
  readonly after?: string;
  readonly signal?: AbortSignal;
  /** Told each time that the feed is not there, in words, and in how many milliseconds it is tried again. */
  readonly onWaiting?: (reason: string, againInMs: number) => void;
}

const LONGEST_PAUSE_MS = 30_000;

/** Silence after which a connection is given up: three heartbeats, ms. */
const SILENCE_MS = 45_000;

/**
 * Follows a read model for as long as its events are asked for. A connection that breaks is taken up where the last event
 * handled left it; an id that is not remembered any more begins anew, with `reset`.
 *
 * @throws FeedRefused for a path, filter or sign-in that is refused (400, 403, 404, 401 with a fresh token too), and what
 *   `token` throws, unless it could not connect
 */
export async function* followFeed<Path extends FeedPath>(
  { baseUrl, token, fetch = globalThis.fetch }: Connection,
  path: Path,
  { query, after, signal, onWaiting }: FollowOptions<Path> = {},
): AsyncGenerator<FeedEvent<Path>, void> {
  let lastEventId = after;
  let retryMs = 1_000;
  let failures = 0;
  let wasRefused = false;
  const wait = (reason: string, ms: number) => {
    if (!signal?.aborted) onWaiting?.(reason, ms);
    return pause(ms, signal);
  };
  while (!signal?.aborted) {
    let reason = 'the connection has ended';
    const silence = new Silence(SILENCE_MS, signal);
    try {
      const response = await fetch(addressOf(baseUrl, path, query), {
        headers: {
          Accept: 'text/event-stream',
          Authorization: `Bearer ${await token()}`,
          ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }),
        },
        signal: silence.signal,
      });
      if (response.status !== 200 || !response.body) {
        const problem = await response.text();
        if (response.status === 410) lastEventId = undefined;
        else if (response.status === 401 && !wasRefused) wasRefused = true;
        else if (isFinal(response.status)) throw new FeedRefused(response.status, problem);
        else await wait(`the service answers ${response.status}`, pauseMs(response, retryMs, failures++));
        continue;
      }
      wasRefused = false;
      for await (const { event, data, id, retry } of eventsOf(silence.heard(response.body))) {
        failures = 0;
        retryMs = retry ?? retryMs;
        if (event !== undefined) yield { event, data: JSON.parse(data) as unknown, id } as FeedEvent<Path>;
        lastEventId = id ?? lastEventId;
      }
    } catch (error) {
      if (!isCut(error)) throw error;
      reason = reasonOf(error as Error);
    } finally {
      silence.end();
    }
    await wait(reason, Math.min(retryMs * 2 ** failures++, LONGEST_PAUSE_MS));
  }
}

function addressOf(baseUrl: string, path: string, query: object = {}): URL {
  const address = new URL(baseUrl.replace(/\/$/, '') + path);
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat() as unknown[]) {
      if (value !== undefined) address.searchParams.append(name, String(value as string | number | boolean));
    }
  }
  return address;
}

/** Whether a connection could not be made, broke, or was given up; `fetch` says the first two with a TypeError. */
function isCut(error: unknown): boolean {
  return ['TypeError', 'AbortError'].includes((error as Partial<Error> | undefined)?.name ?? '');
}

/** `fetch` says that it failed, and in its cause why. */
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

function pauseMs(response: Response, retryMs: number, failures: number): number {
  const seconds = Number(response.headers.get('Retry-After') ?? NaN);
  return Number.isNaN(seconds) ? Math.min(retryMs * 2 ** failures, LONGEST_PAUSE_MS) : seconds * 1_000;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}

/** Gives a connection up when nothing has been heard on it for too long, or when who listens has gone. */
class Silence {
  readonly #ms: number;
  readonly #abort = new AbortController();
  readonly signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout>;

  constructor(ms: number, signal: AbortSignal | undefined) {
    this.#ms = ms;
    this.signal = signal ? AbortSignal.any([signal, this.#abort.signal]) : this.#abort.signal;
    this.#timer = setTimeout(() => this.#abort.abort(), ms);
  }

  heard(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const listening = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#abort.abort(), this.#ms);
        controller.enqueue(bytes);
      },
    });
    return body.pipeThrough(listening);
  }

  /** Nothing is listened for any more; the connection is closed. */
  end(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }
}
