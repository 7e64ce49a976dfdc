import type { Position } from '#platform/event-store';

/** Up to where a process has reacted: the last event dealt with. */
export interface ProcessCheckpoint {
  readonly position: Position;
  readonly eventId: string;
}

/**
 * Where processes keep how far they have come. It may be lost or lag behind: what was issued already is found in its
 * stream again and not done twice.
 */
export interface ProcessCheckpoints {
  load(process: string): Promise<ProcessCheckpoint | undefined>;
  /** How far each process has come that has saved anything, by its name. */
  all(): Promise<ReadonlyMap<string, ProcessCheckpoint>>;
  save(process: string, checkpoint: ProcessCheckpoint): Promise<void>;
  close(): Promise<void>;
}
