import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';
import type { ServingVersion } from '../serving/read-model-catalogue.ts';
import type { ServedProjection } from '../serving/read-model-parameters.ts';
import type { Sources } from '../serving/read-model-sources.ts';
import type { Change, ChangeRange, Condition, ReadModelSnapshot } from '../store/read-model-store.ts';

/**
 * A kind of change that concerns a read model's items, followed on its own: rows of its table or of a table it joins,
 * changed or gone.
 */
export interface StreamOf {
  readonly kind: 'changed' | 'gone';
  /** Name of the join; undefined: the read model's own table. */
  readonly join: string | undefined;
}

/** What a look at a stream found. */
export interface Slice {
  readonly changes: readonly Change[];
  /** Where the stream's read model had come. */
  readonly upTo: Position;
  /** Whether nothing is left up to where the stream's read model has come. */
  readonly isComplete: boolean;
}

/** A stream of changes and how far it has been told. */
export class ChangeStream {
  readonly of: StreamOf;
  /** All changes up to this position have been told. */
  #told: Position;
  /** Of those at the position after it some have been told, up to this one. */
  #within: Change | undefined;

  constructor(of: StreamOf, told: Position) {
    this.of = of;
    this.#told = told;
  }

  get told(): Position {
    return this.#told;
  }

  /** The changes that follow what was told, at most so many. `scope` is what must hold for what is gone. */
  async look(snapshot: ReadModelSnapshot, sources: Sources, scope: Condition, limit: number): Promise<Slice> {
    const { projection, status } = sourceOf(this.of, sources);
    const upTo = status.checkpoint?.position ?? 0;
    const after = this.#within ?? { position: this.#told };
    const changes = await this.#read(snapshot, projection, scope, { after, upTo, limit });
    return { changes, upTo, isComplete: changes.length < limit };
  }

  /** Takes note that a slice has been told. */
  tell({ changes, upTo, isComplete }: Slice): void {
    if (isComplete) {
      this.#told = Math.max(this.#told, upTo);
      this.#within = undefined;
    } else {
      this.#within = changes.at(-1)!;
      this.#told = Math.max(this.#told, this.#within.position - 1);
    }
  }

  #read(snapshot: ReadModelSnapshot, projection: Projection, scope: Condition, range: ChangeRange) {
    if (this.of.kind === 'changed') return snapshot.changed(projection, range);
    // Whoever may see an item may hear that what it joins is gone: the item tells as much.
    return snapshot.gone(projection, this.of.join === undefined ? [scope] : [], range);
  }
}

/** The read model that a stream is of. */
export function sourceOf({ join }: StreamOf, { own, joined }: Sources): ServingVersion {
  return join === undefined ? own : joined.get(join)!;
}

/**
 * The streams of a read model. Its own rows come last in each round, so that by then the others have mostly been told as
 * far, and the id of a row's message can tell its position.
 */
export function streamsOf({ serve }: ServedProjection): readonly StreamOf[] {
  const tables = [...Object.keys(serve.joins ?? {}), undefined];
  return tables.flatMap((join): StreamOf[] => [
    { kind: 'gone', join },
    { kind: 'changed', join },
  ]);
}
