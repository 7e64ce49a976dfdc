import type { Actor, Position } from '#platform/event-store';
import { Problem } from '#platform/http';
import { type ChangeMessage, eventStreamOf, HEARTBEAT, idBlock, OPENING, type ToldChange } from './change-messages.ts';
import { type Look, lookIn, type Pending } from './change-look.ts';
import { ChangeStream, type Slice, sourceOf, streamsOf } from './change-stream.ts';
import type { CommitNews } from './commit-news.ts';
import type { ReadModelCatalogue } from '../serving/read-model-catalogue.ts';
import type { Candidate, Items } from '../serving/read-model-items.ts';
import type { ChangesRequest } from '../serving/read-model-request.ts';
import { showsJoin } from '../serving/read-model-reveal.ts';
import type { Sources } from '../serving/read-model-sources.ts';
import type { Change, Condition, PageQuery, ReadModelReader, Scalar } from '../store/read-model-store.ts';

/** What all feeds work with. */
export interface FeedSurroundings {
  readonly reader: ReadModelReader;
  readonly catalogue: ReadModelCatalogue;
  readonly items: Items;
  readonly news: CommitNews;
  /** Longest silence, ms. */
  readonly heartbeatMs: number;
  /** Rows read at a time. */
  readonly slice: number;
}

/**
 * One reader's feed of one read model. It remembers nothing but how far it has told: what it tells is read from the table
 * when the reader is ready for more, so that a slow reader costs no memory and misses nothing but states in between.
 *
 * Own and joined tables are followed each for itself; the id told is the least position any of them has come to. So a
 * message may come twice, and none is missed.
 */
export class ChangeFeed {
  readonly #around: FeedSurroundings;
  readonly #name: string;
  readonly #reader: Actor;
  readonly #request: ChangesRequest;
  readonly #signal: AbortSignal;
  readonly #pending = new Map<ChangeStream, Pending>();
  #sources: Sources;
  #scope: Condition;
  #streams: readonly ChangeStream[] = [];
  /** The id that the reader has. */
  #told: Position = -1;
  /** Whether messages were sent that no id tells of yet. */
  #owesId = false;
  #sentAt = 0;

  constructor(
    around: FeedSurroundings,
    name: string,
    reader: Actor,
    request: ChangesRequest,
    sources: Sources,
    signal: AbortSignal,
  ) {
    this.#around = around;
    this.#name = name;
    this.#reader = reader;
    this.#request = request;
    this.#sources = sources;
    this.#scope = around.items.scope(sources.own.projection, reader);
    this.#signal = signal;
  }

  /** The event stream, piece by piece as it is read, until the signal is aborted or the tables cannot be read. */
  async *pieces(): AsyncGenerator<string> {
    const { after } = this.#request;
    yield this.#sent(OPENING);
    if (after) {
      this.#begin(() => after.position);
      this.#told = after.position;
    } else yield* this.#everything();
    const { news, heartbeatMs } = this.#around;
    while (!this.#signal.aborted) {
      const seen = news.count;
      const look = await this.#look();
      if (look === 'reset') {
        yield* this.#everything();
        continue;
      }
      const changes = look ? await this.#changesIn(look) : [];
      const text = this.#textOf(changes) || (this.#owesId ? this.#idText() : '');
      if (text !== '') yield this.#sent(text);
      if (look && this.#isMoreIn(look)) continue;
      const silentMs = performance.now() - this.#sentAt;
      if (silentMs >= heartbeatMs) yield this.#sent(HEARTBEAT + this.#idText());
      else await news.after(seen, heartbeatMs - silentMs, this.#signal);
    }
  }

  /** Voids what the reader has, and tells everything there is: the list, page by page, then what changed meanwhile. */
  async *#everything(): AsyncGenerator<string> {
    const { reader, catalogue, items } = this.#around;
    this.#sources = await reader.snapshot((snapshot) => catalogue.sources(snapshot, this.#name, this.#reader));
    const { projection } = this.#sources.own;
    this.#scope = items.scope(projection, this.#reader);
    this.#begin((stream) => sourceOf(stream.of, this.#sources).status.checkpoint?.position ?? 0);
    const { version } = projection;
    yield this.#sent(eventStreamOf([{ message: { event: 'reset', data: { version } } }], version));
    const { filters, filteredColumns } = this.#request;
    const column = projection.serve.sorts[0];
    const query: PageQuery = {
      where: [this.#scope, ...filters],
      order: { column, descending: false },
      limit: this.#around.slice,
    };
    for (let after: PageQuery['after']; !this.#signal.aborted;) {
      const read = await items.read(this.#sources, { ...query, ...(after && { after }) });
      const rows = await this.#rowsOf(items.candidates(read, filteredColumns, this.#reader));
      const text = eventStreamOf(
        rows.map((message) => ({ message })),
        version,
      );
      if (text !== '') yield this.#sent(text);
      const last = read.rows.at(-1);
      if (!last || read.rows.length < this.#around.slice) break;
      after = { value: last.row[column] as Scalar | null, key: last.key };
    }
    yield this.#sent(this.#idText());
  }

  #begin(told: (stream: { readonly of: ChangeStream['of'] }) => Position): void {
    this.#streams = streamsOf(this.#sources.own.projection).map((of) => new ChangeStream(of, told({ of })));
    this.#pending.clear();
    this.#told = -1;
  }

  /** @returns `reset` where another version serves than the one that is followed; undefined while none can be read */
  async #look(): Promise<Look | 'reset' | undefined> {
    const { reader, catalogue, slice } = this.#around;
    try {
      return await reader.snapshot(async (snapshot) => {
        const sources = await catalogue.sources(snapshot, this.#name, this.#reader);
        if (!this.#isFollowed(sources)) return 'reset';
        const { filters } = this.#request;
        const asked = { streams: this.#streams, pending: this.#pending, scope: this.#scope, filters, limit: slice };
        return await lookIn(snapshot, sources, asked);
      });
    } catch (error) {
      if (error instanceof Problem && error.init.status === 503) return undefined;
      throw error;
    }
  }

  /** Whether the versions are those followed, in the editions followed, and none was taken back to an earlier position. */
  #isFollowed(sources: Sources): boolean {
    return this.#streams.every(({ of, told }) => {
      const { projection, status } = sourceOf(of, sources);
      const followed = sourceOf(of, this.#sources);
      const isSame = projection.version === followed.projection.version && status.edition === followed.status.edition;
      return isSame && (status.checkpoint?.position ?? 0) >= told;
    });
  }

  /** What a look has to tell, and takes note that it is told. */
  async #changesIn({ slices, inScope, matching, joining }: Look): Promise<readonly ToldChange[]> {
    const { items } = this.#around;
    const { filteredColumns } = this.#request;
    const { projection } = this.#sources.own;
    const visible = items
      .candidates(inScope, filteredColumns, this.#reader)
      .filter(({ stored }) => matching.has(stored.key));
    const messages = new Map((await this.#rowsOf(visible)).map((message) => [message.data.key, message]));
    const there = new Set(inScope.rows.map(({ key }) => key));
    const again: Candidate[] = [];
    for (const { stream, pending, read } of joining) {
      const candidates = items.candidates(read, filteredColumns, this.#reader);
      // When a row changes that the reader may not know to be joined, hearing of it would tell which one it is.
      const showing = candidates.filter(({ revealed }) => showsJoin(projection, revealed, stream.of.join!));
      again.push(...showing.filter(({ stored }) => !messages.has(stored.key)));
      if (read.rows.length < this.#around.slice) {
        stream.tell(pending.slice);
        this.#pending.delete(stream);
      } else this.#pending.set(stream, { ...pending, after: read.rows.at(-1)!.key });
    }
    const changes: ToldChange[] = (await this.#rowsOf(again)).map((message) => ({ message }));
    for (const [stream, slice] of slices) {
      stream.tell(slice);
      const others = Math.min(...this.#streams.filter((one) => one !== stream).map(({ told }) => told));
      slice.changes.forEach((change, index) => {
        const message =
          stream.of.kind === 'gone' ? gone(change, there) : (messages.get(change.key) ?? left(change, there));
        if (message) changes.push({ message, told: Math.min(toldWith(slice, index), others) });
      });
    }
    return changes;
  }

  async #rowsOf(candidates: readonly Candidate[]): Promise<readonly (ChangeMessage & { event: 'row' })[]> {
    const items = await this.#around.items.open(this.#sources.own.projection, candidates, this.#reader);
    return candidates.map(({ stored: { key, position } }, index) => ({
      event: 'row',
      data: { key, position, item: items[index]! },
    }));
  }

  #isMoreIn({ slices, joining }: Look): boolean {
    const read = [...slices.values(), ...joining.map(({ pending }) => pending.slice)];
    return this.#pending.size > 0 || read.some(({ isComplete }) => !isComplete);
  }

  /** Messages as text; an id is sent only where it is higher than the one sent last. */
  #textOf(changes: readonly ToldChange[]): string {
    const { version } = this.#sources.own.projection;
    const ascending = changes.map(({ message, told = -1 }) => {
      if (told <= this.#told) return { message };
      this.#told = told;
      return { message, told };
    });
    this.#owesId ||= changes.length > 0;
    const text = eventStreamOf(ascending, version);
    return text === '' ? '' : text + this.#idText();
  }

  /** The id as far as everything has been told, where the reader does not have it yet. */
  #idText(): string {
    const told = Math.min(...this.#streams.map((stream) => stream.told));
    if (told <= this.#told) return '';
    this.#told = told;
    this.#owesId = false;
    return idBlock(this.#sources.own.projection.version, told);
  }

  #sent(text: string): string {
    this.#sentAt = performance.now();
    return text;
  }
}

/** What a tombstone tells: nothing where the row is there again for the reader. */
function gone({ key, position }: Change, there: ReadonlySet<string>): ChangeMessage | undefined {
  return there.has(key) ? undefined : { event: 'gone', data: { key, position } };
}

/** What a changed row that is not to be seen tells: where the reader may see it, that it does not satisfy the filters. */
function left({ key, position }: Change, there: ReadonlySet<string>): ChangeMessage | undefined {
  return there.has(key) ? { event: 'gone', data: { key, position } } : undefined;
}

/** Up to where everything of a slice is told with one of its changes: with the last one of a position, that position. */
function toldWith({ changes, isComplete }: Slice, index: number): Position {
  const { position } = changes[index]!;
  const next = changes[index + 1];
  return next ? (next.position > position ? position : position - 1) : isComplete ? position : position - 1;
}
