import type { Position, StreamName } from '#platform/event-store';
import type { CommitTraces } from '../folding/folded-traces.ts';
import type { ProjectionFailure, ProjectionState } from '../store/read-model-store.ts';

/** What the engine tells of its work, for the log and the metrics. It holds no value of any event. */
export type EngineReport = { readonly projection: string; readonly version: number } & Told;

/** What is told of one version of a projection. */
export type Told =
  | {
      readonly told: 'batch committed';
      readonly position: Position;
      /** Events of the log in the batch, relevant or not. */
      readonly events: number;
      readonly rowsChanged: number;
      /** Where the events in it name traces, and it was not built. */
      readonly traced?: CommitTraces;
    }
  | { readonly told: 'live'; readonly position: Position }
  /** It is in another state, for another reason than an event: caught up, ordered, replaced. */
  | { readonly told: 'state changed'; readonly state: ProjectionState }
  /** A rebuild has taken its place. */
  | { readonly told: 'rebuilt' }
  /** A stream is parked: its event cannot be folded, and its later ones queue behind it. */
  | { readonly told: 'parked'; readonly stream: StreamName; readonly failure: ProjectionFailure }
  /** A stream that was parked has been folded, its queue with it. */
  | { readonly told: 'unparked'; readonly streamId: string }
  /** What an operator ordered was done, or refused: the answer says which. */
  | { readonly told: 'order settled'; readonly orderId: string; readonly action: string; readonly answer: string }
  /** Rows folded from the log again differ from those stored: the version does not serve by itself. */
  | { readonly told: 'unsound'; readonly different: number }
  /** Another projector feeds it from now on. */
  | { readonly told: 'lease lost' }
  /** An event cannot be folded: `failed`, or `paused` where the event is of a version not known yet. */
  | { readonly told: 'stopped'; readonly state: 'failed' | 'paused'; readonly failure: ProjectionFailure }
  /** Log or database failed; tried again after `inMs` milliseconds. */
  | { readonly told: 'trying again'; readonly attempt: number; readonly inMs: number; readonly message: string }
  /** Another projector feeds the projection too: it is read anew from where that one has come. */
  | { readonly told: 'checkpoint moved' };

export type Report = (report: EngineReport) => void;
