import { Refusal, type CommandContext, type Decision, type Issued } from '#platform/decider';
import type { Clock } from '#platform/clock';
import { EventStoreError, type Actor, type Position } from '#platform/event-store';
import { KeyStoreUnavailable } from '#platform/privacy';
import type { OutboxPart, OutgoingCommand, ProcessStore } from './process-store.ts';

/** Milliseconds before the first attempt is repeated; each pause after it is twice as long, up to the longest. */
export const FIRST_PAUSE_MS = 250;
export const LONGEST_PAUSE_MS = 10_000;

/**
 * Milliseconds after which a command that fails for another reason than that a part is away is given up: enough for
 * whoever deploys to take back what they deployed.
 */
export const GIVE_UP_MS = 3_600_000;

/** Heads of instances looked at together. */
const PAGE = 256;

/** Commands issued at once, each of another instance: what is appended at once is stored with one look at the disk. */
const AT_ONCE = 64;

/** Where it is put on record what became of a command that was not simply issued. */
export interface OutboxJournal {
  refused(process: string, command: OutgoingCommand, code: string): Promise<void>;
  givenUp(process: string, command: OutgoingCommand, failure: string): Promise<void>;
}

/** What is told of a command in the outbox; for the log of the service. */
export interface OutboxReport {
  refused(process: string, command: OutgoingCommand, code: string): void;
  givenUp(process: string, command: OutgoingCommand, error: unknown): void;
  /** It failed, and is tried again after `inMs`; what else its instance has to do waits behind it. */
  failed(process: string, command: OutgoingCommand, error: unknown, inMs: number): void;
}

/** The door of all commands, for a process. @param within the span it is part of, where somebody collects them */
export type IssueForProcess = (
  decision: Decision,
  command: object,
  context: CommandContext,
  within?: { readonly name: string; readonly parent: string | undefined },
) => Promise<Issued>;

export interface OutboxParts {
  readonly store: Pick<ProcessStore, 'heads' | 'settle' | 'note' | 'hasGivenUp'>;
  readonly decisions: readonly Decision[];
  readonly issue: IssueForProcess;
  readonly journal: OutboxJournal;
  readonly clock: Clock;
  readonly report: OutboxReport;
  /** Told of each command that was taken out. */
  readonly onSettled?: (commandId: string) => void;
  /** Told where what a command led to is recorded. */
  readonly onRecorded?: (position: Position) => void;
}

interface Failing {
  readonly pauseMs: number;
  /** By the machine's steady clock, milliseconds. */
  readonly nextTry: number;
}

/**
 * Issues what stands in the outbox of a process: for each instance in order, one instance holding up no other. A command
 * is taken out when it stands in its target stream, or its refusal in the process's own; killed in between, it is issued
 * again under the same id, and recognised.
 */
export class Outbox {
  readonly #failing = new Map<string, Failing>();
  /** Whether it holds a command that was given up; undefined where the store is to be asked. */
  #hasGivenUp: boolean | undefined;
  readonly #decisions: ReadonlyMap<string, Decision>;

  constructor(
    private readonly process: string,
    private readonly parts: OutboxParts,
  ) {
    this.#decisions = new Map(parts.decisions.map((decision) => [decision.name, decision]));
  }

  /** Whether a command is tried again and again, or was given up and waits for somebody to decide. */
  get isWaiting(): boolean {
    return this.#failing.size > 0 || this.#hasGivenUp === true;
  }

  /**
   * Issues all that can be issued now.
   *
   * @param which all, or what facts led to and nothing that merely came due
   * @returns milliseconds until a command that failed is to be tried again, undefined where none is
   * @throws what the store of processes throws
   */
  async workOff(signal: AbortSignal, which: OutboxPart = 'all'): Promise<number | undefined> {
    for (let progress = true; progress && !signal.aborted;) {
      progress = false;
      const met = new Set<string>();
      for (let after = -1; !signal.aborted;) {
        const heads = await this.parts.store.heads(this.process, { after, most: PAGE, which });
        for (const { commandId } of heads) met.add(commandId);
        if (await this.#dealAll(heads, signal)) progress = true;
        const last = heads.at(-1);
        if (!last || heads.length < PAGE) break;
        after = last.seq;
      }
      if (!signal.aborted) this.#forgetAllBut(met);
    }
    // It is given up here alone; operators decide on it elsewhere.
    if (this.#hasGivenUp !== false) this.#hasGivenUp = await this.parts.store.hasGivenUp(this.process);
    const tries = [...this.#failing.values()].map(({ nextTry }) => nextTry);
    return tries.length === 0 ? undefined : Math.max(0, Math.min(...tries) - performance.now());
  }

  /** One whose answer was lost is settled by the log, behind our back: it is not tried again. */
  #forgetAllBut(heads: ReadonlySet<string>): void {
    for (const commandId of this.#failing.keys()) if (!heads.has(commandId)) this.#failing.delete(commandId);
  }

  /** @returns whether any of the commands is out of its successors' way */
  async #dealAll(heads: readonly OutgoingCommand[], signal: AbortSignal): Promise<boolean> {
    const settled: OutgoingCommand[] = [];
    let next = 0;
    const deal = async () => {
      while (next < heads.length && !signal.aborted) {
        const command = heads[next++]!;
        if (await this.#deal(command)) settled.push(command);
      }
    };
    const outcomes = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, heads.length) }, deal));
    if (settled.length > 0) {
      await this.parts.store.settle(
        this.process,
        settled.map(({ seq }) => seq),
      );
      for (const { commandId } of settled) this.parts.onSettled?.(commandId);
    }
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    return settled.length > 0;
  }

  /** @returns whether the command is settled */
  async #deal(command: OutgoingCommand): Promise<boolean> {
    const { commandId } = command;
    if ((this.#failing.get(commandId)?.nextTry ?? 0) > performance.now()) return false;
    try {
      await this.#issue(command);
    } catch (error) {
      await this.#failed(command, error);
      return false;
    }
    this.#failing.delete(commandId);
    return true;
  }

  /** @throws what keeps the command from being answered; not a refusal, which is an answer. */
  async #issue(command: OutgoingCommand): Promise<void> {
    const { process, parts } = this;
    const decision = this.#decisions.get(command.decision);
    if (!decision) throw new UnknownDecision(command.decision);
    const body = Object.assign(new decision.command(), JSON.parse(command.body)) as object;
    try {
      const within = { name: `react ${process}`, parent: command.traceparent ?? undefined };
      const { position } = await parts.issue(decision, body, contextOf(process, command), within);
      parts.onRecorded?.(position);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await parts.journal.refused(process, command, error.code);
      parts.report.refused(process, command, error.code);
    }
  }

  async #failed(command: OutgoingCommand, error: unknown): Promise<void> {
    const { process, parts } = this;
    const { commandId } = command;
    const now = parts.clock.now();
    const isAway = error instanceof EventStoreError || error instanceof KeyStoreUnavailable;
    const failingSince = isAway ? null : (command.failingSince ?? now);
    const noted = { ...command, failingSince, failure: classOf(error) };
    const isInVain = failingSince !== null && Date.parse(now) - Date.parse(failingSince) >= GIVE_UP_MS;
    if (isInVain && (await this.#giveUp(noted, error))) return;
    const pauseMs = Math.min((this.#failing.get(commandId)?.pauseMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS);
    this.#failing.set(commandId, { pauseMs, nextTry: performance.now() + pauseMs });
    if (command.failure !== noted.failure || command.failingSince !== failingSince)
      await parts.store.note(process, noted);
    parts.report.failed(process, command, error, pauseMs);
  }

  /** @returns whether that stands in the log; a log that is away is no reason to go on */
  async #giveUp(command: OutgoingCommand, error: unknown): Promise<boolean> {
    const { process, parts } = this;
    try {
      await parts.journal.givenUp(process, command, command.failure!);
    } catch {
      return false;
    }
    // From here on it is given up, whether that is noted now or read in the log.
    this.#hasGivenUp = undefined;
    await parts.store.note(process, { ...command, state: 'given_up' });
    this.#failing.delete(command.commandId);
    parts.report.givenUp(process, command, error);
    return true;
  }
}

/** The outbox holds a command that this program has no decision for: another release may have. */
class UnknownDecision extends Error {
  override readonly name = 'UnknownDecision';
  constructor(decision: string) {
    super(`this program knows no ${decision}`);
  }
}

function classOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}

/** A process as the one who acts. */
export function processActor(name: string): Actor {
  return { userId: `process:${name}`, org: 'tasuki', officeId: null, role: 'process' };
}

/** Under whose name, and as part of what, a command of a process is issued. */
export function contextOf(
  process: string,
  { commandId, family, causationId }: Pick<OutgoingCommand, 'commandId' | 'family' | 'causationId'>,
): CommandContext {
  return { actor: processActor(process), commandId, correlationId: family, causationId, source: 'process' };
}
