import type { CommandContext, Issued } from '#platform/decider';
import { Refusal } from '#platform/decider';
import { EventStoreError, StoreUnavailable, type RecordedEvent } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import type { OutgoingCommand, ProcessProgress } from '#platform/process-managers/engine';

/** What the main thread says to the one that runs the processes. */
export type ToReacting =
  /** The log has grown. */
  | { readonly say: 'appended' }
  /** The clock they share was moved. */
  | { readonly say: 'clock moved' }
  | { readonly say: 'how far'; readonly asked: number }
  | { readonly say: 'issued'; readonly asked: number; readonly issued: Issued }
  | { readonly say: 'not issued'; readonly asked: number; readonly error: ErrorInWords }
  /** Let the command in hand end, and end. */
  | { readonly say: 'stop' };

/** What the thread that runs the processes says to the main thread. */
export type FromReacting =
  | {
      readonly say: 'issue';
      readonly asked: number;
      readonly decision: string;
      readonly command: object;
      readonly context: CommandContext;
      readonly within: { readonly name: string; readonly parent: string | undefined } | undefined;
    }
  | { readonly say: 'so far'; readonly asked: number; readonly progress: readonly ProcessProgress[] }
  | { readonly say: 'refused'; readonly process: string; readonly command: OutgoingCommand; readonly code: string }
  | {
      readonly say: 'given up';
      readonly process: string;
      readonly command: OutgoingCommand;
      readonly error: ErrorInWords;
    }
  | {
      readonly say: 'failed';
      readonly process: string;
      readonly command: OutgoingCommand;
      readonly error: ErrorInWords;
      readonly inMs: number;
    }
  | {
      readonly say: 'waiting';
      readonly process: string;
      readonly event: Pick<RecordedEvent, 'id' | 'stream'> | undefined;
      readonly error: ErrorInWords;
      readonly inMs: number;
    }
  /** It cannot go on, and starting it again mends nothing. */
  | { readonly say: 'cannot go on'; readonly error: ErrorInWords };

/** An error on its way between threads: what the other side tells apart. */
export type ErrorInWords =
  | { readonly is: 'refusal'; readonly kind: Refusal['kind']; readonly code: string; readonly text: Refusal['text'] }
  | { readonly is: 'away' | 'other'; readonly name: string; readonly message: string; readonly stack: string };

/** What a message can carry of an error: {@link errorOf} makes it one again. A refusal’s details are not among it. */
export function inWords(error: unknown): ErrorInWords {
  if (error instanceof Refusal) return { is: 'refusal', kind: error.kind, code: error.code, text: error.text };
  const isAway = error instanceof EventStoreError || error instanceof KeyStoreUnavailable;
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { is: isAway ? 'away' : 'other', name, message, stack };
}

/** The error again, in the classes that a process tells apart, by its own name. */
export function errorOf(words: ErrorInWords): Error {
  if (words.is === 'refusal') return new Refusal(words.kind, words.code, words.text);
  const { name, message, stack } = words;
  return Object.assign(words.is === 'away' ? new StoreUnavailable(message) : new Error(message), { name, stack });
}
