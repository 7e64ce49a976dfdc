import type { Position } from '#platform/event-store';
import type { Projection } from '../definition/definition.ts';

/** How far something that is built aside has come. */
export interface AsideProgress {
  readonly position: Position;
  /** Events of the log that it has been given since it was asked for, relevant or not. */
  readonly events: number;
}

/**
 * Builds versions in a database of their own, in another thread, so that those that serve are disturbed by none of it: not
 * by the folding, not by its garbage, not by the writing.
 */
export interface BuildsAside {
  /** Events of a log from which on it is worth the trouble; 5,000 by default. */
  readonly least?: number;
  /**
   * Builds a version up to the end of the log, or to where it cannot go on.
   *
   * @param goesOn told how far it has come; what it answers `false` to is left where it stands
   * @throws Error when the thread was lost: what it had committed it goes on from when asked again
   */
  build(projection: Projection, goesOn: (progress: AsideProgress) => boolean): Promise<void>;
  /** Forgets what was built of a version. */
  forget(projection: Projection): Promise<void>;
  /** Forgets what was built of all other versions than these. */
  keepOnly(projections: readonly Projection[]): Promise<void>;
  close(): Promise<void>;
}

/** A version by its numbers, as it is told from one thread to the other. */
export type AsideVersion = Pick<Projection, 'name' | 'version' | 'rebuild'>;
