import {
  applyParts,
  type Failure,
  type FoldedPart,
  foldPart,
  foldStep,
  loadedFor,
  namedBy,
  type Part,
  type Step,
  type WorkingTables,
} from './fold-step.ts';
import type { RowSource } from './fold-batch.ts';
import type { LoadedRows } from '../definition/handler.ts';
import type { Projection } from '../definition/projection.ts';

/** What an event does to a table that follows, and the rows it asked for as they stood when its turn came. */
interface Follower {
  readonly step: Step;
  readonly parts: readonly FollowingPart[];
}

interface FollowingPart {
  readonly part: Part;
  readonly loaded: LoadedRows;
  readonly keys: readonly string[];
}

/**
 * Folds a batch into a projection with tables that follow: first into all others, noting for each event what its rows there
 * tell; then, those rows' keys being known and their own rows loaded, into the tables that follow.
 *
 * @returns the first event that could not be folded; the rows are of no use then
 */
export async function foldFollowing(
  projection: Projection,
  steps: readonly Step[],
  tables: WorkingTables,
  source: RowSource,
  following: ReadonlySet<string>,
): Promise<Failure | undefined> {
  const { followers, failure } = foldOthers(projection, steps, tables, following);
  const told = followers.flatMap(({ parts }) => parts);
  for (const [table, parts] of Map.groupBy(told, ({ part }) => part.table)) {
    const keys = new Set(parts.flatMap(({ part, keys: named }) => ('keysFrom' in part.folding.rows ? named : [])));
    if (keys.size > 0) tables.get(table)!.take((await source.load(projection, [...keys], table)).values());
  }
  return foldFollowers(projection, followers, tables) ?? failure;
}

function foldOthers(
  projection: Projection,
  steps: readonly Step[],
  tables: WorkingTables,
  following: ReadonlySet<string>,
): { readonly followers: readonly Follower[]; readonly failure?: Failure } {
  const followers: Follower[] = [];
  for (const step of steps) {
    const late = step.parts.filter(({ table }) => following.has(table));
    try {
      if (late.length === 0) {
        foldStep(projection, step, tables);
        continue;
      }
      const others = step.parts.filter(({ table }) => !following.has(table));
      const parts = late.map((part) => followingPart(part, tables));
      foldStep(projection, { ...step, parts: others }, tables);
      followers.push({ step, parts });
    } catch (error) {
      return { followers, failure: { event: step.recorded, error } };
    }
  }
  return { followers };
}

function followingPart(part: Part, tables: WorkingTables): FollowingPart {
  const { event, folding, named } = part;
  const loaded = loadedFor(part, tables);
  const keys = 'keysFrom' in folding.rows ? namedBy(folding.rows.keysFrom(event, loaded), event) : named;
  return { part, loaded, keys };
}

function foldFollowers(
  projection: Projection,
  followers: readonly Follower[],
  tables: WorkingTables,
): Failure | undefined {
  for (const { step, parts } of followers) {
    try {
      const folded: FoldedPart[] = [];
      for (const { part, loaded, keys } of parts) foldPart(projection, part, tables, keys, loaded, folded);
      applyParts(folded, step.recorded);
    } catch (error) {
      return { event: step.recorded, error };
    }
  }
  return undefined;
}
