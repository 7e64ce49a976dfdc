import type { Projection } from '../definition/definition.ts';
import type { TokensOf } from '../engine/feed-surroundings.ts';
import type { FoldedRows } from './fold-batch.ts';
import type { Batch, RowChange } from '../store/read-model-store.ts';

/** The rows that a batch writes, in all tables. */
export type WrittenRows = Pick<Batch, 'changes' | 'ownChanges'>;

/**
 * Folded rows with what they are found by.
 *
 * @param isBuilding rows found by what they were found by before keep their tokens; a live row's are made anew with each
 *   change: the key of what it is found by may be destroyed
 */
export async function withTokens(
  projection: Projection,
  { changes, ownChanges }: FoldedRows,
  tokensOf: TokensOf,
  isBuilding = false,
): Promise<WrittenRows> {
  const { searched } = projection.table;
  if (searched.length === 0) return { changes, ownChanges };
  const written: RowChange[] = [];
  for (const change of changes) {
    const { row, before } = change;
    const isFoundAsBefore = isBuilding && before && searched.every((column) => row?.[column] === before[column]);
    if (isFoundAsBefore) written.push(change);
    else written.push({ ...change, tokens: row ? await tokensOf(projection, row) : [] });
  }
  return { changes: written, ownChanges };
}

/** How many rows a batch changes, in all tables. */
export function countOf({ changes, ownChanges = new Map() }: WrittenRows): number {
  return [...ownChanges.values()].reduce((count, { length }) => count + length, changes.length);
}
