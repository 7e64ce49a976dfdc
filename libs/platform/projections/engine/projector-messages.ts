import type { Position } from '#platform/event-store';
import type { EngineReport } from './engine-report.ts';
import type { Progress } from '../serving/position-waits.ts';

/** What the main thread says to its projector. */
export type ToProjector =
  /** The log has grown up to here. */
  | { readonly say: 'appended'; readonly position: Position }
  /** Somebody waits for a position: a checkpoint behind it for irrelevant events only is to be committed at once. */
  | {
      readonly say: 'awaited';
      readonly position: Position;
      readonly timeoutMs: number;
      readonly name: string | undefined;
    }
  /** Finish the batch in hand and end. */
  | { readonly say: 'stop' };

/** What a projector says to the main thread. */
export type FromProjector =
  /** The read models are open and the engine runs. */
  | { readonly say: 'opened'; readonly progress: readonly Progress[] }
  /** What has happened since the last word: one message for all projections of a batch. */
  | {
      readonly say: 'went on';
      readonly progress: readonly Progress[] | undefined;
      readonly reports: readonly EngineReport[];
    }
  /** It cannot start, for a reason that starting again does not mend: one sentence. */
  | { readonly say: 'refused'; readonly reason: string };
