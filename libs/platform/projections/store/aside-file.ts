import type { Projection } from '../definition/projection.ts';

/** A file beside the store's own, of the same kind, in which versions are built. */
export interface AsideFile {
  readonly file: string;
  /**
   * Moves what was built of a version in, with its checkpoint: rows in steps of a few milliseconds, others having their turn
   * in between, under all of the indexes that pages take. Rows of it that are here already, of a move that was cut off, go.
   *
   * @param isWanted asked before each step
   * @returns whether all of it is in: nothing of it is seen before
   */
  moveIn(projection: Projection, isWanted: () => boolean): Promise<boolean>;
}
