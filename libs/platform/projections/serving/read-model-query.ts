import type { RoleTable } from '#platform/access';
import type { Actor, Position } from '#platform/event-store';
import { refused } from '#platform/http';
import type { Projection } from '../definition/definition.ts';
import {
  type Freshness,
  type Lag,
  type PageAnswer,
  type RowAnswer,
  standingHeaders,
  type Tagged,
} from './read-model-answer.ts';
import { LooksOfCode } from './looks-of-code.ts';
import { notFound, ReadModelCatalogue } from './read-model-catalogue.ts';
import { decodeCursor, encodeCursor, isPlaceBy, type PagePlace } from './read-model-cursor.ts';
import { awaitPosition, LONGEST_WAIT_MS, LOOK_EVERY_MS } from './read-model-freshness.ts';
import { type Candidate, Items, type Read } from './read-model-items.ts';
import {
  cursorError,
  type PageRequest,
  parsePageRequest,
  parseRowRequest,
  type RawParameters,
} from './read-model-request.ts';
import type { ActedOn } from './read-model-scope.ts';
import {
  etagOf,
  identityOf,
  isNamedBy,
  isStale,
  positionAmong,
  positionOf,
  type Sources,
} from './read-model-sources.ts';
import { RecentPositions } from './recent-positions.ts';
import { RememberedSources } from './remembered-sources.ts';
import type { Column } from '../definition/column.ts';
import type { Condition, PageQuery, ReadModelReader, Row, Scalar, StoredRow } from '../store/read-model-store.ts';
import { isPlain } from './read-model-values.ts';
import type { RowSearch } from '../store/search-rows.ts';

/** What the read models are served with. */
export interface ReadModelServices {
  /** Every version of every projection that is fed. */
  readonly projections: readonly Projection[];
  readonly reader: ReadModelReader;
  readonly search: RowSearch;
  /** How far each role sees. */
  readonly roles: RoleTable;
  /** Opens every sealed value within a value; those of an erased person become a mark that says so. */
  readonly open: (value: unknown) => Promise<unknown>;
  /** The commands a reader may issue on a thing as it stands. */
  readonly availableActions: (thing: ActedOn, reader: Actor) => readonly string[];
  /** How far a position is behind the log. */
  readonly lagAt: (position: Position) => Promise<Lag>;
  /**
   * Waits until a projection has reached a position and makes it hurry, as the engine's `waitFor` does; left out where
   * another process keeps the projections.
   */
  readonly waitFor?: (position: Position, timeoutMs: number, name: string) => Promise<boolean>;
  /** Longest a query waits for its `minPosition`, ms; by default {@link LONGEST_WAIT_MS}. */
  readonly longestWaitMs?: number;
}

/** Most rows looked at for one page: a search whose candidates are mostly false answers a short page and goes on. */
const MOST_CANDIDATES = 2_000;

/** Answers what may be read of the read models, by the rules that hold for all of them alike. */
export class ReadModels {
  readonly #services: ReadModelServices;
  readonly #items: Items;
  /** For those who look again and again. */
  readonly #recent: RecentPositions;
  readonly #looks: LooksOfCode;
  readonly #sources: RememberedSources;

  /** @throws Error when a projection declares what cannot be served. */
  constructor(services: ReadModelServices) {
    this.#services = services;
    const catalogue = new ReadModelCatalogue(services.projections);
    this.#items = new Items(services);
    this.#recent = new RecentPositions(() => services.reader.positions(), LOOK_EVERY_MS);
    this.#looks = new LooksOfCode(services.reader, catalogue);
    this.#sources = new RememberedSources(services.reader, catalogue);
  }

  /**
   * A page of a read model.
   *
   * @param seen the caller's `If-None-Match`
   * @throws Problem 400 for parameters at fault, 404 for a reader it is not made for, 503 when it cannot be read yet
   */
  page(name: string, parameters: RawParameters, reader: Actor, seen?: string): Promise<Tagged<PageAnswer>> {
    return this.#sources.answer(name, reader, (sources) => this.#page(sources, parameters, reader, seen));
  }

  async #page(
    sources: Sources,
    parameters: RawParameters,
    reader: Actor,
    seen: string | undefined,
  ): Promise<Tagged<PageAnswer>> {
    const { name } = sources.own.projection;
    const { projection } = sources.own;
    const request = parsePageRequest(projection, parameters);
    const { order, filters, q, limit } = request;
    const shape = JSON.stringify([name, projection.version, order, filters, q, identityOf(reader)]);
    const after =
      request.cursor === undefined
        ? undefined
        : placeOf(request.cursor, shape, projection.table.columns[request.order.column]!);
    await this.#reached(sources, reader, request.minPosition);
    const where = [this.#items.scope(projection, reader), ...filters, ...this.#found(q)];
    const query: PageQuery = { where, order, limit: limit + 1, ...(after && { after }) };
    const read = await this.#read(sources, query, reader);
    const { chosen, next } = await this.#choose(read, query, request, reader);
    const items = await this.#items.open(projection, chosen, reader);
    const etag = etagOf(read.sources, reader, JSON.stringify([shape, limit, after]), items);
    const answer = { etag, version: projection.version, ...(await this.#standing(read.sources)) };
    if (isNamedBy(seen, etag)) return { ...answer, body: undefined };
    return { ...answer, body: { items, next: next ? encodeCursor(next, shape) : null, ...answer.freshness } };
  }

  /**
   * One row of a read model.
   *
   * @throws Problem as {@link page}, and 404 for a row that is not there or out of the reader's scope
   */
  row(name: string, key: string, parameters: RawParameters, reader: Actor, seen?: string): Promise<Tagged<RowAnswer>> {
    return this.#sources.answer(name, reader, (sources) => this.#row(sources, key, parameters, reader, seen));
  }

  async #row(
    sources: Sources,
    key: string,
    parameters: RawParameters,
    reader: Actor,
    seen: string | undefined,
  ): Promise<Tagged<RowAnswer>> {
    const { projection } = sources.own;
    const { minPosition } = parseRowRequest(parameters);
    if (!isPlain(key)) throw notFound();
    await this.#reached(sources, reader, minPosition);
    const column = projection.table.keyColumn;
    const where = [{ is: 'equal', column, value: key } as const, this.#items.scope(projection, reader)];
    const read = await this.#read(sources, { where, order: { column, descending: false }, limit: 1 }, reader);
    const standing = { version: projection.version, ...(await this.#standing(read.sources)) };
    const [item] = await this.#items.open(projection, this.#items.candidates(read, [], reader), reader);
    if (!item) throw notFound(standingHeaders(standing));
    const etag = etagOf(read.sources, reader, JSON.stringify([projection.name, key]), item);
    if (isNamedBy(seen, etag)) return { etag, ...standing, body: undefined };
    return { etag, ...standing, body: { item, ...standing.freshness } };
  }

  /**
   * Rows of a read model that is served to nobody, as they stand; sealed values stay sealed. Whoever asks says of them no
   * more than the person it answers may know.
   *
   * @throws Problem 503 when it cannot be read yet
   */
  async lookUp(name: string, query: PageQuery): Promise<readonly Row[]> {
    return (await this.#looks.look(name, query)).map(({ row }) => row);
  }

  #found(q: string | undefined): Condition[] {
    if (q === undefined) return [];
    const tokens = this.#services.search.tokensToFind(q);
    return [tokens.length > 0 ? { is: 'found', tokens } : { is: 'any', of: [] }];
  }

  #read(sources: Sources, query: PageQuery, reader: Actor): Promise<Read> {
    return this.#items.read(sources, query, (snapshot) => this.#sources.standing(snapshot, sources, reader));
  }

  async #reached(sources: Sources, reader: Actor, minPosition: Position | undefined): Promise<void> {
    if (minPosition === undefined) return;
    const { waitFor, lagAt, longestWaitMs = LONGEST_WAIT_MS } = this.#services;
    // What does not serve any more may never come so far: nobody waits for it.
    const standing = () =>
      this.#services.reader.snapshot((snapshot) => this.#sources.standing(snapshot, sources, reader));
    const polled = async () => positionAmong(await this.#recent.positions(), sources);
    if (!waitFor && (await polled()) < minPosition) await standing();
    const reached = waitFor ? async () => positionOf(await standing()) : polled;
    const names = [sources.own, ...sources.joined.values()].map(({ projection }) => projection.name);
    const announced = waitFor && ((ms: number) => Promise.all(names.map((name) => waitFor(minPosition, ms, name))));
    await awaitPosition({ reached, wanted: minPosition, limitMs: longestWaitMs, announced, lagAt });
  }

  /** The rows of a page that its reader may find this way, and the place after which the next page begins. */
  async #choose(first: Read, query: PageQuery, request: PageRequest, reader: Actor): Promise<Choice> {
    const chosen: Candidate[] = [];
    let read = first;
    for (let examined = read.rows.length; ; examined += read.rows.length) {
      chosen.push(...(await this.#findable(read, request, reader)));
      const page = chosen.slice(0, request.limit);
      if (chosen.length > page.length) return { chosen: page, next: placeAfter(page.at(-1)!.stored, request) };
      const last = read.rows.at(-1);
      if (!last || read.rows.length < query.limit) return { chosen, next: undefined };
      const after = placeAfter(last, request);
      if (examined >= MOST_CANDIDATES) return { chosen, next: after };
      read = await this.#read(read.sources, { ...query, after }, reader);
    }
  }

  /** Leaves out the rows that only share search tokens with what was searched for. */
  async #findable(read: Read, { filteredColumns, q }: PageRequest, reader: Actor): Promise<readonly Candidate[]> {
    const { projection } = read.sources.own;
    const candidates = this.#items.candidates(read, filteredColumns, reader);
    if (q === undefined) return candidates;
    const searched = candidates.map(({ revealed }) => projection.table.searched.map((name) => revealed.members[name]));
    const opened = (await this.#services.open(searched)) as readonly (readonly unknown[])[];
    return candidates.filter((_, index) => this.#services.search.isFound(opened[index]!, q));
  }

  async #standing(sources: Sources): Promise<{ readonly freshness: Freshness }> {
    const position = positionOf(sources);
    const lag = await this.#services.lagAt(position);
    return { freshness: { position, lag, ...(isStale(sources) && { stale: true }) } };
  }
}

interface Choice {
  readonly chosen: readonly Candidate[];
  readonly next: PagePlace | undefined;
}

function placeAfter({ key, row }: StoredRow, { order }: PageRequest): PagePlace {
  return { value: row[order.column] as Scalar | null, key };
}

/** @throws Problem 400 for a cursor that was altered, belongs to another query, or was made up */
function placeOf(cursor: string, shape: string, by: Column): PagePlace {
  const place = decodeCursor(cursor, shape);
  if (!place || !isPlaceBy(by, place)) throw refused([cursorError]);
  return place;
}
