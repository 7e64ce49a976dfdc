import { OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { Refusal } from './refusal.ts';

/** What became of a command at the door, for the metrics. It holds no value of the command. */
export interface CommandReport {
  /** The command's name: `DeclineReferral`. */
  readonly command: string;
  /** `recorded`: its facts are in the log, by this issue or an earlier one of the same command. */
  readonly outcome: 'recorded' | Refusal['kind'] | 'store unavailable' | 'outcome unknown' | 'failed';
  /** Milliseconds at the door. */
  readonly ms: number;
}

/** What an error at the door says of the command. */
export function outcomeOf(error: unknown): CommandReport['outcome'] {
  if (error instanceof Refusal) return error.kind;
  if (error instanceof StoreUnavailable) return 'store unavailable';
  return error instanceof OutcomeUnknown ? 'outcome unknown' : 'failed';
}
