import type { Actor } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import type { Item } from './read-model-answer.ts';
import type { ServedProjection } from './read-model-parameters.ts';
import type { ReadModelServices } from './read-model-query.ts';
import { type JoinedRows, type RevealedRow, revealRow } from './read-model-reveal.ts';
import { type ActedOn, actedOn, scopeCondition } from './read-model-scope.ts';
import { joinRows, type Sources, sourcesIn } from './read-model-sources.ts';
import type { Condition, PageQuery, ReadModelSnapshot, StoredRow } from '../store/read-model-store.ts';

/** What one snapshot answered: rows, the rows they join, and how the sources stood. */
export interface Read {
  readonly rows: readonly StoredRow[];
  readonly joined: JoinedRows;
  readonly sources: Sources;
}

/** A stored row that may belong on an answer, and what of it may be seen. */
export interface Candidate {
  readonly stored: StoredRow;
  readonly revealed: RevealedRow;
}

/** The way of a row from its table to its reader: the same for a page, for one row and for the change feed. */
export class Items {
  readonly #services: ReadModelServices;

  constructor(services: ReadModelServices) {
    this.#services = services;
  }

  /** The condition that every row answered to the reader satisfies. */
  scope(projection: Projection, reader: Actor): Condition {
    return scopeCondition(projection, reader, this.#services.roles);
  }

  /**
   * What a query answers in a snapshot of its own.
   *
   * @param standing how the sources stand there; where it throws nothing is answered
   */
  read(sources: Sources, query: PageQuery, standing?: Standing): Promise<Read> {
    return this.#services.reader.snapshot((snapshot) => readIn(snapshot, sources, query, standing));
  }

  /**
   * The rows of a read as its reader may see them, sealed values still closed; those found by a value their reader may
   * not see are left out.
   */
  candidates({ rows, joined, sources }: Read, comparedColumns: readonly string[], reader: Actor): readonly Candidate[] {
    return rows
      .map((stored) => ({ stored, revealed: revealRow(sources.own.projection, stored.row, joined, reader) }))
      .filter(({ revealed }) => !comparedColumns.some((column) => revealed.withheld.includes(column)));
  }

  /** The items as they are answered, opened. */
  async open(projection: ServedProjection, candidates: readonly Candidate[], reader: Actor): Promise<readonly Item[]> {
    const opened = await this.#services.open(candidates.map(({ revealed }) => revealed.members));
    return candidates.map(({ stored, revealed }, index) => ({
      ...(opened as readonly object[])[index],
      revision: stored.revision,
      availableActions: this.#availableActions(actedOn(projection, stored.row, reader), reader),
      withheld: revealed.withheld,
    }));
  }

  #availableActions(thing: ActedOn | undefined, reader: Actor): readonly string[] {
    return thing ? this.#services.availableActions(thing, reader) : [];
  }
}

/** Tells how sources stand in a snapshot. */
export type Standing = (snapshot: ReadModelSnapshot, sources: Sources) => Promise<Sources>;

/** What a query answers in a snapshot, in as few turns as there are: how the sources stand is asked for together with the rows. */
export async function readIn(
  snapshot: ReadModelSnapshot,
  sources: Sources,
  query: PageQuery,
  standing: Standing = sourcesIn,
): Promise<Read> {
  const [rows, now] = await Promise.all([snapshot.page(sources.own.projection, query), standing(snapshot, sources)]);
  return { rows, joined: await joinRows(snapshot, sources, rows), sources: now };
}
