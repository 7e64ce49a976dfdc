import type { Position } from '#platform/event-store';
import type { ProcessCheckpoints } from '#platform/process-managers';
import { CopyRefused } from './copy-events.ts';

/**
 * Gives processes over a copy the checkpoints that they had over the log, at the copy's positions: they go on with what
 * they had not settled, and nothing fires again.
 *
 * @throws CopyRefused for a checkpoint of an event that was not copied
 */
export async function carryCheckpoints(
  from: ProcessCheckpoints,
  to: ProcessCheckpoints,
  positions: ReadonlyMap<Position, Position>,
): Promise<void> {
  for (const [process, { position, eventId }] of await from.all()) {
    const there = positions.get(position);
    if (there === undefined) {
      throw new CopyRefused(`The process ${process} has dealt with position ${position}, which the log does not hold.`);
    }
    await to.save(process, { position: there, eventId });
  }
}
