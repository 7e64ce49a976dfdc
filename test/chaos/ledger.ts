import { developmentUsers } from '#apps/api';
import { commandIdOf, targetOf } from '#platform/decider';
import { decisionNamed } from '../decision-named.ts';

/** What a command was answered. */
export interface Answer {
  readonly id: string;
  readonly revision: number;
  readonly position: number;
}

/** A command that a client has sent, once or more often, always under the same key. */
export interface SentCommand {
  readonly user: string;
  /** Name of the command, e.g. `ReferClient`. */
  readonly name: string;
  readonly key: string;
  readonly commandId: string;
  readonly path: string;
  readonly body: object;
  /** All answers of success it got, one for each time it was acknowledged. */
  readonly answers: Answer[];
  /** Times it was sent. */
  sendings: number;
  /** Why it was sent again the last time, for the report. */
  lastFailure: string | undefined;
}

/** Everything the clients have sent, and what they were told. */
export class Ledger {
  readonly commands: SentCommand[] = [];
  /** Answers that say no to a command that had to be taken, one line each. */
  readonly refusals: string[] = [];
  /** Requests that the service had no better answer to than 500. */
  readonly defects: string[] = [];
  readonly #listeners = new Set<() => void>();

  /** @param pathFields fields of the command that stand in the path */
  enter(user: string, name: string, path: string, pathFields: object, body: object, key: string): SentCommand {
    const decision = decisionNamed(name);
    const actor = developmentUsers.find((one) => one.name === user)!;
    const target = targetOf(decision, { ...body, ...pathFields }, actor) ?? '';
    const commandId = commandIdOf(actor.userId, name, target, key);
    const command = { user, name, key, commandId, path, body, answers: [], sendings: 0, lastFailure: undefined };
    this.commands.push(command);
    return command;
  }

  /** Strikes out a command that was not taken, and need not have been. */
  strikeOut(command: SentCommand): void {
    this.commands.splice(this.commands.indexOf(command), 1);
  }

  acknowledge(command: SentCommand, answer: Answer): void {
    command.answers.push(answer);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Commands that were acknowledged at least once. */
  get acknowledged(): readonly SentCommand[] {
    return this.commands.filter(({ answers }) => answers.length > 0);
  }

  /** Commands that nobody ever acknowledged, one line each. */
  get unanswered(): readonly string[] {
    return this.commands
      .filter(({ answers }) => answers.length === 0)
      .map(
        ({ user, name, sendings, lastFailure }) => `${name} of ${user}, sent ${sendings} times, last: ${lastFailure}`,
      );
  }

  /** Resolves at the next acknowledgement but `skip`, or when the signal aborts. */
  nextAcknowledgement(skip: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      let left = skip;
      const end = () => {
        this.#listeners.delete(listener);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const listener = () => {
        if (left-- <= 0) end();
      };
      this.#listeners.add(listener);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  }
}
