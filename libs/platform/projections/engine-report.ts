import type { Position } from '#platform/event-store';
import type { ProjectionFailure } from './read-model-store.ts';

/** What the engine tells of its work, for the log and the metrics. It holds no value of any event. */
export type EngineReport = { readonly projection: string; readonly version: number } & (
  | {
      readonly told: 'batch committed';
      readonly position: Position;
      /** Events of the log in the batch, relevant or not. */
      readonly events: number;
      readonly rowsChanged: number;
    }
  | { readonly told: 'live'; readonly position: Position }
  /** An event cannot be folded: `failed`, or `paused` where the event is of a version not known yet. */
  | { readonly told: 'stopped'; readonly state: 'failed' | 'paused'; readonly failure: ProjectionFailure }
  /** Log or database failed; tried again after `inMs` milliseconds. */
  | { readonly told: 'trying again'; readonly attempt: number; readonly inMs: number; readonly message: string }
  /** Another projector feeds the projection too: it is read anew from where that one has come. */
  | { readonly told: 'checkpoint moved' }
);

export type Report = (report: EngineReport) => void;
