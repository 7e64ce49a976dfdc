import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmClock } from '#platform/clock';
import type { Decision } from '#platform/decider';
import type { EventRegistry } from '#platform/event-schema';
import type { EventReader, Position, RecordedEvent } from '#platform/event-store';
import type { IssueForProcess, OutboxJournal, OutboxReport } from './outbox.ts';
import { LogFeed } from './log-feed.ts';
import type { ProcessManager } from './process-manager.ts';
import { RunnerReplaced, type ProcessStore, type RunnerFence } from './process-store.ts';
import { Recovery } from './recovery.ts';
import { RunningProcess } from './running-process.ts';

/** What became of a process's work that was not simply done; for the log of the service. */
export interface ProcessReport extends OutboxReport {
  /**
   * A part could not be reached, or the event is one that this program cannot deal with: it is tried again after
   * `inMs`, and nothing behind it is touched. Without an event it is the log, the store or a timer that failed.
   */
  waiting(process: string, event: Pick<RecordedEvent, 'id' | 'stream'> | undefined, error: unknown, inMs: number): void;
}

/** How far a process has come. */
export interface ProcessProgress {
  readonly process: string;
  /** What the event there, and everything before it, leads to is in the outbox, or settled; 0 before the first. */
  readonly position: Position;
  /**
   * Whether it tries an event or a command again, because a part is away or the program cannot deal with it, or has given
   * a command up that waits for somebody to decide.
   */
  readonly isWaiting: boolean;
  /** Commands that are not settled yet. */
  readonly outstanding: number;
  /** When its next timer comes due, or earlier; ISO 8601 UTC. */
  readonly nextDue: string | undefined;
}

/** Where it is put on record what a process began, and what became of its commands. */
export interface ProcessJournal extends OutboxJournal {
  /** Puts on record, once for ever, that a process begins to act. @returns where that stands in the log */
  began(process: string): Promise<Position>;
}

/** The right to run processes, which one program of an installation has at a time. */
export interface RunnerLease {
  /** Takes it, where it is free, or renews it. @returns undefined where another program has it */
  hold(): Promise<RunnerFence | undefined>;
  /** How long it lasts where it is not renewed, milliseconds. */
  readonly ttlMs: number;
  release(): Promise<void>;
}

export interface ProcessRunnerParts {
  readonly log: EventReader;
  readonly registry: EventRegistry;
  /** Closed by who opened it. */
  readonly store: ProcessStore;
  readonly processes: readonly ProcessManager[];
  /** All decisions of the programme: what stands in an outbox is found by its name. */
  readonly decisions: readonly Decision[];
  readonly issue: IssueForProcess;
  readonly journal: ProcessJournal;
  readonly clock: AlarmClock;
  readonly report: ProcessReport;
  /** Where several programs could run the processes; closed by who opened it. */
  readonly lease?: RunnerLease;
}

/**
 * Runs processes over the log. Each follows it from its checkpoint and commits what an event leads to; a second loop
 * issues what stands in its outbox, once the log has said what of it is settled; a third sleeps until its next timer.
 */
export class ProcessRunner {
  #running: readonly RunningProcess[] = [];

  constructor(private readonly parts: ProcessRunnerParts) {}

  /** How far each process has come since {@link run}; none while another program runs them. */
  progress(): readonly ProcessProgress[] {
    return this.#running.map((running) => running.progress());
  }

  /**
   * Runs all processes until the signal aborts, whenever the lease is had. One that fails tries again and holds up no
   * other.
   *
   * @throws ForeignLog when a checkpoint is of another log.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { lease } = this.parts;
    if (!lease) return this.#act(signal);
    while (!signal.aborted) {
      const fence = await lease.hold().catch(() => undefined);
      if (fence) await this.#actWhileHeld(lease, fence, signal);
      else await pause(lease.ttlMs / 3, undefined, { signal }).catch(() => undefined);
    }
    await lease.release().catch(() => undefined);
  }

  async #actWhileHeld(lease: RunnerLease, fence: RunnerFence, signal: AbortSignal): Promise<void> {
    const replaced = new AbortController();
    const ending = AbortSignal.any([signal, replaced.signal]);
    const acting = this.#act(ending, fence)
      .catch((error: unknown) => {
        if (!(error instanceof RunnerReplaced)) throw error;
      })
      .finally(() => replaced.abort());
    // It may fail while the lease is being renewed: it is heard at the end.
    acting.catch(() => undefined);
    while (!ending.aborted) {
      await pause(lease.ttlMs / 3, undefined, { signal: ending }).catch(() => undefined);
      if (ending.aborted) break;
      // A database that is away takes the lease from nobody by itself: what is committed asks for the fence.
      const held = await lease.hold().catch(() => fence);
      if (held?.token !== fence.token) replaced.abort();
    }
    await acting;
  }

  async #act(signal: AbortSignal, fence?: RunnerFence): Promise<void> {
    const failing = new AbortController();
    const ending = AbortSignal.any([signal, failing.signal]);
    const feed = new LogFeed(this.parts.log);
    const recovery = new Recovery(this.parts.processes.map(({ name }) => name));
    this.#running = this.parts.processes.map(
      (process) => new RunningProcess(process, this.parts, feed, recovery, fence),
    );
    const all = this.#running.map((running) =>
      running.run(ending).catch((error: unknown) => {
        failing.abort();
        throw error;
      }),
    );
    try {
      for (const { status, ...outcome } of await Promise.allSettled(all)) {
        if (status === 'rejected') throw (outcome as { reason: unknown }).reason;
      }
    } finally {
      this.#running = [];
    }
  }
}
