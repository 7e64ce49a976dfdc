import { Problem } from '#platform/http';
import type { Actor } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import { assertServable, isServed, type ServedProjection } from './read-model-parameters.ts';
import { isAudience } from './read-model-scope.ts';
import type { Sources } from './read-model-sources.ts';
import type { ProjectionState, ProjectionStatus, ReadModelSnapshot } from '../store/read-model-store.ts';

/** The version of a read model that serves, and how it stands. */
export interface ServingVersion<P extends Projection = Projection> {
  readonly projection: P;
  readonly status: ProjectionStatus;
}

const STOPPED: readonly ProjectionState[] = ['failed', 'paused'];
const ANSWERING: readonly ProjectionState[] = ['live', ...STOPPED];

/** Seconds after which a read model that is still being built may be asked again. */
const BUILDING_RETRY_SECONDS = 5;

/** All versions of all read models of a programme. */
export class ReadModelCatalogue {
  readonly #versions: ReadonlyMap<string, readonly Projection[]>;
  readonly #served: ReadonlyMap<string, readonly ServedProjection[]>;

  /** @throws Error when one of them cannot be served or joined as it declares. */
  constructor(projections: readonly Projection[]) {
    this.#versions = Map.groupBy(projections, ({ name }) => name);
    this.#served = Map.groupBy(projections.filter(isServed), ({ name }) => name);
    for (const projection of projections.filter(isServed)) {
      assertServable(projection);
      this.#assertJoins(projection);
    }
  }

  /**
   * The version of a served read model that answers a reader, and those of the read models it joins.
   *
   * @throws Problem 404 where there is none of that name for this reader, 503 while it is being built the first time
   */
  async sources(snapshot: ReadModelSnapshot, name: string, reader: Actor): Promise<Sources> {
    const versions = this.#served.get(name)?.filter((one) => isAudience(one, reader)) ?? [];
    if (versions.length === 0) throw notFound();
    const others = versions.flatMap(({ serve }) => Object.values(serve.joins ?? {}).map(([other]) => other));
    const statuses = await snapshot.status([...new Set([name, ...others])]);
    const own = serving(statuses, versions);
    const joined = new Map<string, ServingVersion>();
    for (const [join, [other]] of Object.entries(own.projection.serve.joins ?? {})) {
      joined.set(join, serving(statuses, this.#versions.get(other)!));
    }
    return { own, joined };
  }

  /**
   * The version that answers a look into a read model which is served to nobody.
   *
   * @throws Error where the name is that of a served one, or of none
   * @throws Problem 503 while it is being built the first time
   */
  async unserved(snapshot: ReadModelSnapshot, name: string): Promise<Projection> {
    const versions = this.#versions.get(name) ?? [];
    if (versions.length === 0 || this.#served.has(name)) throw new Error(`${name} is not read by code alone`);
    return serving(await snapshot.status(name), versions).projection;
  }

  #assertJoins({ name, table, serve }: ServedProjection): void {
    for (const [join, [other, keyColumn, columns]] of Object.entries(serve.joins ?? {})) {
      const others = this.#versions.get(other);
      if (!others) throw new Error(`${name}: join ${join} names ${other}, which is no read model`);
      if (!['key', 'text'].includes(table.columns[keyColumn]?.kind ?? '')) {
        throw new Error(`${name}: join ${join} needs a text column, ${keyColumn} is none`);
      }
      for (const version of others) {
        const missing = columns.find((column) => version.table.columns[column]?.isHidden !== false);
        if (missing) throw new Error(`${name}: join ${join} names ${other}.${missing}, which is no column`);
      }
    }
  }
}

/** The version that serves, also when it has stopped; where none does yet, the newest that stopped on its way. */
function serving<P extends Projection>(
  statuses: readonly ProjectionStatus[],
  versions: readonly P[],
): ServingVersion<P> {
  const known = statuses.flatMap((status) => {
    const projection = versions.find(({ name, version }) => name === status.name && version === status.version);
    return projection ? [{ projection, status }] : [];
  });
  const found =
    known.find(({ status: { serves, state } }) => serves && ANSWERING.includes(state)) ??
    known.find(({ status: { state } }) => STOPPED.includes(state));
  if (found) return found;
  throw new Problem({
    status: 503,
    code: 'READ_MODEL_BUILDING',
    detail: {
      en: 'This read model is being built from the log; ask again in a moment.',
      ja: 'この一覧はイベントログから構築中です。しばらくしてから再度お試しください。',
    },
    headers: { 'Retry-After': String(BUILDING_RETRY_SECONDS) },
  });
}

/** There is no such thing, or none that this reader may know of: the two look alike on purpose. */
export function notFound(headers: { readonly [name: string]: string } = {}): Problem {
  return new Problem({ status: 404, code: 'NOT_FOUND', headers });
}
