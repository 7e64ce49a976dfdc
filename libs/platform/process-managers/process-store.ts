import type { Position } from '#platform/event-store';

/** How far a process has come: what the event at `position`, and all before it, led to is in its outbox or settled. */
export interface ProcessCheckpoint {
  readonly process: string;
  readonly version: number;
  readonly position: Position;
  readonly eventId: string;
  /** Up to here it folds events and sets timers, but issues nothing: it was done before, or is none of its business. */
  readonly actsAfter: Position;
  /** Of the row: one more with each commit. */
  readonly revision: number;
  /** Number of the next command of its outbox. */
  readonly nextSeq: number;
}

/** What a command or a timer follows from. */
export interface Cause {
  /** The id that ids of commands and timers are derived from: the event's, or the timer's. */
  readonly id: string;
  /** The event, or that which set the timer. */
  readonly causationId: string;
  /** The case family. */
  readonly family: string;
  readonly traceparent: string | null;
}

/** A timer that is set. */
export interface StoredTimer extends Cause {
  readonly instance: string;
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly due: string;
}

/** A command in the outbox, its body as JSON. */
export interface OutgoingCommand extends Omit<Cause, 'id'> {
  readonly seq: number;
  readonly instance: string;
  readonly commandId: string;
  readonly decision: string;
  readonly body: string;
  /** Of the timer that it follows from, ISO 8601 UTC; null where it follows from a fact. */
  readonly due: string | null;
  readonly state: 'waiting' | 'given_up';
  /** Since when it fails for another reason than that a part is away, ISO 8601 UTC. */
  readonly failingSince: string | null;
  /** Class of the last failure; null while it does not fail. */
  readonly failure: string | null;
}

/** What a process has to do and has not done yet, in numbers. */
export interface ProcessCounts {
  readonly waiting: number;
  readonly failing: number;
  readonly givenUp: number;
  readonly timers: number;
  /** When its next timer comes due; null where none is set. */
  readonly nextDue: string | null;
}

/** Everything in an outbox, or only what follows from facts: none that waits behind what follows from a timer. */
export type OutboxPart = 'all' | 'of facts';

/** What the log says became of a command in the outbox. */
export type OutboxChange = 'settled' | 'given_up' | 'waiting';

/** The right to act, as it was when it was acquired; a holder that has been replaced has an older token. */
export interface RunnerFence {
  readonly resource: string;
  readonly token: number;
}

/** All that a batch of events, or of timers, led to: committed as one, or not at all. */
export interface ProcessCommit {
  /** As it is to be; its revision is one more than that of the row it replaces, 1 where there is none. */
  readonly checkpoint: ProcessCheckpoint;
  /** Drops states and timers first: they are folded anew. */
  readonly isReset?: boolean;
  /** Undefined: none any more. */
  readonly states: ReadonlyMap<string, unknown>;
  /** Instances whose timers are cancelled, before those of `timersSet` are set. */
  readonly ended: readonly string[];
  readonly timersGone: readonly Pick<StoredTimer, 'instance' | 'name'>[];
  readonly timersSet: readonly StoredTimer[];
  readonly commands: readonly OutgoingCommand[];
  readonly outbox: ReadonlyMap<string, OutboxChange>;
  readonly fence?: RunnerFence | undefined;
}

/** Everything kept of one process, to be carried to another installation. */
export interface ProcessCopy {
  readonly checkpoint: ProcessCheckpoint;
  readonly states: ReadonlyMap<string, unknown>;
  readonly timers: readonly StoredTimer[];
  readonly commands: readonly OutgoingCommand[];
}

/** Somebody else has moved the process on: nothing was written. */
export class ProcessMovedOn extends Error {
  override readonly name = 'ProcessMovedOn';
  constructor(process: string) {
    super(`another runner has moved the process ${process} on`);
  }
}

/** Another runner has taken over: nothing was written. */
export class RunnerReplaced extends Error {
  override readonly name = 'RunnerReplaced';
  constructor() {
    super('another runner of processes has taken over');
  }
}

/**
 * Where processes keep state, outbox, timers and checkpoint. All of it comes from the log: lost, it is folded again, and
 * what was issued already is recognised. Adapters: an SQLite file, and PostgreSQL; one contract suite holds for both.
 */
export interface ProcessStore {
  checkpoint(process: string): Promise<ProcessCheckpoint | undefined>;
  /** Of every process that has saved anything, by name. */
  checkpoints(): Promise<readonly ProcessCheckpoint[]>;
  state(process: string, instance: string): Promise<unknown>;
  /** @throws ProcessMovedOn, RunnerReplaced; nothing was written then */
  commit(commit: ProcessCommit): Promise<void>;
  /** The first timers after one, by instant and id. */
  timersAfter(process: string, after: Pick<StoredTimer, 'due' | 'id'>, most: number): Promise<readonly StoredTimer[]>;
  /** The first timers of a process. */
  timers(process: string, most: number): Promise<readonly StoredTimer[]>;
  /** Ids of all commands in the outbox. */
  commandIds(process: string): Promise<readonly string[]>;
  /** The first commands in the outbox, in order. */
  commands(process: string, most: number): Promise<readonly OutgoingCommand[]>;
  /** The first command of each instance, in order, unless it was given up: what can be issued now. */
  heads(
    process: string,
    asked: { readonly after: number; readonly most: number; readonly which: OutboxPart },
  ): Promise<readonly OutgoingCommand[]>;
  /** Takes commands that are settled out of the outbox. */
  settle(process: string, seqs: readonly number[]): Promise<void>;
  /** Notes since when a command fails, and that it was given up. */
  note(process: string, command: OutgoingCommand): Promise<void>;
  /** Whether a command was given up, and waits for somebody to decide. */
  hasGivenUp(process: string): Promise<boolean>;
  counts(process: string): Promise<ProcessCounts>;
  /** Everything kept, of every process. */
  copies(): Promise<readonly ProcessCopy[]>;
  /** Puts what was kept elsewhere in place of what is kept here of that process. */
  put(copy: ProcessCopy): Promise<void>;
  close(): Promise<void>;
}
