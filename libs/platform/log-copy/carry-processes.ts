import type { Position } from '#platform/event-store';
import type { ProcessStore } from '#platform/process-managers/engine';
import { CopyRefused } from './copy-events.ts';

/**
 * Gives processes over a copy the state, outbox, timers and checkpoints that they had over the log, at the copy's
 * positions: they go on with what they had not settled, and nothing fires again.
 *
 * @throws CopyRefused for a checkpoint of an event that was not copied
 */
export async function carryProcesses(
  from: ProcessStore,
  to: ProcessStore,
  positions: ReadonlyMap<Position, Position>,
): Promise<void> {
  for (const copy of await from.copies()) {
    const there = (position: Position) => {
      const found = position === 0 ? 0 : positions.get(position);
      if (found !== undefined) return found;
      throw new CopyRefused(
        `The process ${copy.checkpoint.process} has dealt with position ${position}, which the log does not hold.`,
      );
    };
    const { position, actsAfter } = copy.checkpoint;
    const checkpoint = { ...copy.checkpoint, position: there(position), actsAfter: there(actsAfter) };
    await to.put({ ...copy, checkpoint });
  }
}
