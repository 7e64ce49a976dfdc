import type { Clock } from '#platform/clock';
import type { Actor } from '#platform/event-store';
import { Problem } from '#platform/http';
import { ChangeFeed } from './change-feed.ts';
import type { CommitNews } from './commit-news.ts';
import { OpenFeeds } from './open-feeds.ts';
import { changeId } from '../serving/read-model-answer.ts';
import { ReadModelCatalogue } from '../serving/read-model-catalogue.ts';
import { Items } from '../serving/read-model-items.ts';
import type { ReadModelServices } from '../serving/read-model-query.ts';
import { type ChangesRequest, parseChangesRequest, type RawParameters } from '../serving/read-model-request.ts';
import type { Sources } from '../serving/read-model-sources.ts';
import type { ReadModelSnapshot } from '../store/read-model-store.ts';

/** What change feeds are served with, beside what all answers are. */
export interface ChangeFeedServices extends ReadModelServices {
  readonly news: CommitNews;
  readonly clock: Clock;
  /** Aborted when the service goes down: all feeds end. */
  readonly ending: AbortSignal;
  /** Longest silence of a feed, ms; 15,000 by default. */
  readonly heartbeatMs?: number;
  /** Rows read at a time, and sent before more are read; 100 by default. */
  readonly slice?: number;
  /** Feeds that one user may have open at once; 20 by default. */
  readonly feedsPerUser?: number;
}

/** Who wants to follow what, and from where on. */
export interface Following {
  readonly name: string;
  readonly parameters: RawParameters;
  /** The header that a reader sends who was here before. */
  readonly lastEventId: string | undefined;
  readonly reader: Actor;
  /** When the reader's sign-in ends, and the feed with it, ms since the epoch; undefined: never. */
  readonly until: number | undefined;
  /** Aborted when the reader has gone. */
  readonly gone: AbortSignal;
}

const HEARTBEAT_MS = 15_000;
const SLICE = 100;
const FEEDS_PER_USER = 20;

/** Longest time that a timer can be set to, ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The change feeds of all read models. */
export class ChangeFeeds {
  readonly #services: ChangeFeedServices;
  readonly #catalogue: ReadModelCatalogue;
  readonly #items: Items;
  readonly #open: OpenFeeds;

  constructor(services: ChangeFeedServices) {
    this.#services = services;
    this.#catalogue = new ReadModelCatalogue(services.projections);
    this.#items = new Items(services);
    this.#open = new OpenFeeds(services.feedsPerUser ?? FEEDS_PER_USER);
  }

  /**
   * Opens a feed. Its pieces are an event stream; it ends when the reader goes, their sign-in ends or the service does.
   *
   * @throws Problem 400 for parameters at fault, 404 for a reader it is not made for, 410 for an id older than what is
   *   remembered, 429 when the user follows too much, 503 while the read model cannot be read
   */
  async follow({ name, parameters, lastEventId, reader, until, gone }: Following): Promise<AsyncIterable<string>> {
    const { news, clock, ending, heartbeatMs = HEARTBEAT_MS, slice = SLICE } = this.#services;
    const { sources, request } = await this.#services.reader.snapshot(async (snapshot) => {
      const sources = await this.#catalogue.sources(snapshot, name, reader);
      const request = parseChangesRequest(sources.own.projection, parameters, lastEventId);
      return { sources, request: await resumable(request, sources, snapshot) };
    });
    const signals = [gone, ending];
    if (until !== undefined) {
      const leftMs = Math.max(0, until - Date.parse(clock.now()));
      signals.push(AbortSignal.timeout(Math.min(leftMs, LONGEST_TIMER_MS)));
    }
    const signal = AbortSignal.any(signals);
    const close = this.#open.open(reader);
    const leave = news.join();
    const end = () => {
      close();
      leave();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    const { reader: tables } = this.#services;
    const around = { reader: tables, catalogue: this.#catalogue, items: this.#items, news, heartbeatMs, slice };
    return new ChangeFeed(around, name, reader, request, sources, signal).pieces();
  }
}

/**
 * The request as it can be served: an id of another version, or of a position not reached (the read models were built
 * anew from an older log), means nothing, and everything is told.
 *
 * @throws Problem 410 `CHANGES_FORGOTTEN` for an id behind which something gone has been forgotten
 */
async function resumable(
  request: ChangesRequest,
  { own, joined }: Sources,
  snapshot: ReadModelSnapshot,
): Promise<ChangesRequest> {
  const { after } = request;
  if (!after) return request;
  const { projection, status } = own;
  if (after.version !== projection.version || after.position > (status.checkpoint?.position ?? 0)) {
    return { ...request, after: undefined };
  }
  for (const source of [own, ...joined.values()]) {
    if (after.position < (await snapshot.reach(source.projection)))
      throw forgotten(changeId(after.version, after.position));
  }
  return request;
}

function forgotten(id: string): Problem {
  return new Problem({
    status: 410,
    code: 'CHANGES_FORGOTTEN',
    detail: {
      en: `What is gone since ${id} is not remembered any more: begin without an id.`,
      ja: `${id} 以降に削除された行の記録は残っていません。ID なしで最初から取得してください。`,
    },
  });
}
