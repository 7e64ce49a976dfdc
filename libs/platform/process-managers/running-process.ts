import { setTimeout as pause } from 'node:timers/promises';
import type { AlarmClock } from '#platform/clock';
import { ForeignLog, refuseForeignLog, type Position, type RecordedEvent } from '#platform/event-store';
import type { LogFeed } from './log-feed.ts';
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, Outbox } from './outbox.ts';
import { ProcessFold } from './process-fold.ts';
import type { ProcessManager } from './process-manager.ts';
import type { ProcessProgress, ProcessRunnerParts } from './process-runner.ts';
import { RunnerReplaced, type RunnerFence } from './process-store.ts';
import type { Recovery } from './recovery.ts';
import { Bell, Turns } from './waking.ts';

/** A checkpoint that only moved over events without consequence is saved after so many of them. */
const IDLE_SAVE = 5_000;

/** While the log is caught up with, all that was folded is saved after so many events, if it has not become much before. */
const CATCHING_UP_SAVE = 100_000;

/** What failed, and at which event. */
class AtEvent extends Error {
  constructor(
    readonly event: RecordedEvent,
    cause: unknown,
  ) {
    super('at an event', { cause });
  }
}

/**
 * One process at work: it follows the log from its checkpoint and commits what an event leads to, issues what stands in
 * its outbox once the log has said what of it is settled, and sleeps until its next timer.
 */
export class RunningProcess {
  readonly #outbox: Outbox;
  readonly #turns = new Turns();
  #fold: ProcessFold | undefined;
  /** While a fold is opened: the commands settled meanwhile, which it may have found in the outbox. */
  #settledMeanwhile: string[] | undefined;
  #position: Position = 0;
  #isStuck = false;
  /** Rings when there may be something to issue. */
  readonly #mail = new Bell();
  #mayIssue = false;
  /** How often there was something to issue, and how often of that it was looked at. */
  #posted = 0;
  #seen = 0;

  constructor(
    private readonly process: ProcessManager,
    private readonly parts: ProcessRunnerParts,
    private readonly feed: LogFeed,
    private readonly recovery: Recovery,
    private readonly fence: RunnerFence | undefined,
  ) {
    this.#outbox = new Outbox(process.name, {
      ...parts,
      onSettled: (id) => {
        this.#fold?.settled(id);
        this.#settledMeanwhile?.push(id);
      },
      onRecorded: (position) => recovery.recorded(position),
    });
  }

  progress(): ProcessProgress {
    return {
      process: this.process.name,
      position: this.#position,
      isWaiting: this.#isStuck || this.#outbox.isWaiting,
      outstanding: this.#fold?.outstanding ?? 0,
      nextDue: this.#fold?.nextDue,
    };
  }

  /** @throws ForeignLog, RunnerReplaced */
  async run(signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    const loops = [this.#followOn(either), this.#issueOn(either)].map((loop) => loop.finally(() => ending.abort()));
    for (const outcome of await Promise.allSettled(loops)) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** Follows the log until the signal aborts, again and again from the checkpoint where something fails. */
  async #followOn(signal: AbortSignal): Promise<void> {
    let failedAt = -1;
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#follow(signal);
      } catch (thrown) {
        const { event, error } =
          thrown instanceof AtEvent
            ? { event: thrown.event, error: thrown.cause }
            : { event: undefined, error: thrown };
        if (error instanceof ForeignLog || error instanceof RunnerReplaced) throw error;
        if (this.#position > failedAt) pauseMs = FIRST_PAUSE_MS;
        failedAt = this.#position;
        this.#isStuck = true;
        this.#tellRecovery();
        this.parts.report.waiting(this.process.name, event, error, pauseMs);
        await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const settled = (this.#settledMeanwhile = []);
    const fold = await this.#open();
    for (const id of settled) fold.settled(id);
    this.#settledMeanwhile = undefined;
    this.#fold = fold;
    this.#position = fold.position;
    const attempt = new AbortController();
    const ending = AbortSignal.any([signal, attempt.signal]);
    const alarm = new Alarm();
    let ringing: Promise<Error | undefined> | undefined;
    let moved = 0;
    const passesOver = (event: RecordedEvent) => {
      if (!fold.passesOver(event)) return false;
      this.#position = event.position;
      moved++;
      if (this.#mayIssue) this.#tellRecovery();
      return true;
    };
    const flush = async () => {
      await fold.flush();
      moved = 0;
    };
    try {
      for await (const { events, isCaughtUp } of this.feed.follow({
        from: fold.position,
        signal: ending,
        passesOver,
      })) {
        if (ending.aborted) break;
        let isNews = isCaughtUp && ringing === undefined;
        await this.#turns.take(async () => {
          for (const event of events) {
            if (passesOver(event)) continue;
            await this.#take(fold, event);
            moved++;
            if (fold.hasGatheredMuch) await flush();
          }
          isNews ||= fold.hasConsequences;
          const isLive = ringing !== undefined;
          const isDue = isLive ? moved >= IDLE_SAVE || fold.hasConsequences : moved >= CATCHING_UP_SAVE || isCaughtUp;
          if (isDue) await flush();
        });
        this.#position = fold.position;
        this.#isStuck = false;
        alarm.changed(fold.nextDue);
        if (isCaughtUp) {
          if (ringing === undefined) fold.hasCaughtUp();
          this.#mayIssue = true;
          ringing ??= this.#ring(fold, alarm, ending).catch((error: unknown) => {
            attempt.abort();
            return error instanceof Error ? error : new Error(String(error));
          });
        }
        if (isNews) this.#deliver();
        this.#tellRecovery();
      }
    } finally {
      attempt.abort();
      await ringing;
    }
    const failure = await ringing;
    if (failure !== undefined) throw failure;
    await fold.flush();
  }

  async #open(): Promise<ProcessFold> {
    const { log, store, registry, journal } = this.parts;
    const { name } = this.process;
    const kept = await store.checkpoint(name);
    if (kept) await refuseForeignLog(log, { ...kept, knownBy: `the process ${name}` });
    const began = (process: string) => journal.began(process);
    return ProcessFold.open(this.process, { store, registry, fence: this.fence, began });
  }

  /** @throws AtEvent; what was gathered before the event is committed then */
  async #take(fold: ProcessFold, event: RecordedEvent): Promise<void> {
    try {
      await fold.take(event);
    } catch (error) {
      await fold.flush();
      this.#position = fold.position;
      this.#deliver();
      throw new AtEvent(event, error);
    }
  }

  /** Sleeps until the next timer comes due, works off what has, and so on. @returns undefined when the signal aborts */
  async #ring(fold: ProcessFold, alarm: Alarm, signal: AbortSignal): Promise<undefined> {
    const { clock } = this.parts;
    await Promise.race([this.recovery.over, aborted(signal)]);
    while (!signal.aborted) {
      const { nextDue } = fold;
      if (nextDue === undefined || nextDue > clock.now()) await alarm.sleep(clock, nextDue, signal);
      else {
        await this.#turns.take(() => fold.workOffDue(clock.now()));
        this.#deliver();
      }
    }
  }

  #deliver(): void {
    this.#posted++;
    this.#mail.ring();
  }

  /** Issues what stands in the outbox, as soon as the log has said what of it is settled. */
  async #issueOn(signal: AbortSignal): Promise<void> {
    void this.recovery.over.then(() => this.#deliver());
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted;) {
      let inMs: number | undefined;
      try {
        if (this.#mayIssue) {
          const posted = this.#posted;
          inMs = await this.#outbox.workOff(signal, this.recovery.isOver ? 'all' : 'of facts');
          this.#seen = posted;
          this.#tellRecovery();
        }
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        this.parts.report.waiting(this.process.name, undefined, error, pauseMs);
        inMs = pauseMs;
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
      await this.#mail.heard(signal, inMs);
    }
  }

  #tellRecovery(): void {
    if (this.recovery.isOver) return;
    const [position, isIdle, isStuck] = [
      this.#position,
      this.#posted > 0 && this.#seen === this.#posted,
      this.#isStuck,
    ];
    this.recovery.stands(this.process.name, { position, isIdle, isStuck });
  }
}

/** Sleeps until a timer comes due, or another that comes before it. */
class Alarm {
  #sleeping: { readonly due: string | undefined; readonly waking: AbortController } | undefined;

  changed(due: string | undefined): void {
    if (!this.#sleeping || due === undefined) return;
    if (this.#sleeping.due === undefined || due < this.#sleeping.due) this.#sleeping.waking.abort();
  }

  async sleep(clock: AlarmClock, due: string | undefined, signal: AbortSignal): Promise<void> {
    const waking = new AbortController();
    const either = AbortSignal.any([signal, waking.signal]);
    this.#sleeping = { due, waking };
    await (due === undefined ? aborted(either) : clock.until(due, either));
    this.#sleeping = undefined;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
