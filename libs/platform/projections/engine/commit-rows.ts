import type { FeedSurroundings } from './feed-surroundings.ts';
import type { FoldedRows } from '../folding/fold-batch.ts';
import type { Projection } from '../definition/projection.ts';
import type { Batch } from '../store/read-model-store.ts';
import { countOf, withTokens } from '../folding/written-rows.ts';

/**
 * Commits folded rows, with what they are found by.
 *
 * @returns how many rows were changed, in all tables
 * @throws CheckpointMoved, LeaseLost
 */
export async function commitRows(
  projection: Projection,
  folded: FoldedRows,
  { store, tokensOf }: Pick<FeedSurroundings, 'store' | 'tokensOf'>,
  { parking, ...batch }: Omit<Batch, 'changes' | 'ownChanges'>,
): Promise<number> {
  const rows = await withTokens(projection, folded, tokensOf, batch.isBuilding);
  const puts = parking && (parking.released ?? parking.parked ?? parking.queued ?? []).length > 0;
  await store.commit(projection, { ...batch, ...rows, ...(puts && { parking }) });
  return countOf(rows);
}
