import { OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import { ConcurrentChange } from './not-decided.ts';
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

/** Does the work at the door for a command, and tells what became of it. */
export async function reported<T>(
  report: ((report: CommandReport) => void) | undefined,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const tell = (outcome: CommandReport['outcome']) => report?.({ command, outcome, ms: performance.now() - began });
  try {
    const done = await work();
    tell('recorded');
    return done;
  } catch (error) {
    tell(outcomeOf(error));
    throw error;
  }
}

function outcomeOf(error: unknown): CommandReport['outcome'] {
  if (error instanceof Refusal) return error.kind;
  if (error instanceof ConcurrentChange) return 'conflict';
  if (error instanceof StoreUnavailable) return 'store unavailable';
  return error instanceof OutcomeUnknown ? 'outcome unknown' : 'failed';
}
