import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Ledger, SentCommand } from './ledger.ts';

/** Where the service is, whether it runs just now or not. */
export interface Address {
  readonly url: string;
  readonly issuer: string;
}

/** Milliseconds between two attempts at a service that does not answer. */
const AGAIN_MS = 40;

/** Longest wait for one answer: an append may wait for a store that is away. */
const PATIENCE_MS = 15_000;

/** The run is over before this was answered. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp';
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Clients of both back offices: what is not answered, or answered with 5xx, they send again under the same key until
 * the run is over.
 */
export class Callers {
  readonly #address: Address;
  readonly #ledger: Ledger;
  readonly #givingUp: AbortSignal;
  readonly #tokens = new Map<string, string>();

  constructor(address: Address, ledger: Ledger, givingUp: AbortSignal) {
    this.#address = address;
    this.#ledger = ledger;
    this.#givingUp = givingUp;
  }

  /** Sends a command until it is acknowledged. @throws GaveUp, also where it was refused */
  async acknowledged(command: SentCommand): Promise<Answer> {
    const { answer, refusal } = await this.#settled(command);
    if (answer) return answer;
    this.#ledger.refusals.push(`${command.user} ${command.name} → ${refusal}`);
    throw new GaveUp(command.name);
  }

  /** Sends a command until it is acknowledged, or refused because somebody has done it before. @throws GaveUp */
  async done(command: SentCommand): Promise<void> {
    const { refusal } = await this.#settled(command);
    if (refusal === undefined) return;
    this.#ledger.strikeOut(command);
    if (!/^409 .*(ALREADY_REGISTERED|NOT_ALLOWED)/.test(refusal)) {
      this.#ledger.refusals.push(`${command.user} ${command.name} → ${refusal}`);
      throw new GaveUp(command.name);
    }
  }

  async #settled(command: SentCommand): Promise<{ readonly answer?: Answer; readonly refusal?: string }> {
    const { user, path, body, key } = command;
    const { status, answer } = await this.#answered(
      user,
      () => {
        command.sendings += 1;
        return { method: 'POST', path, body, key };
      },
      (failure) => {
        command.lastFailure = failure;
      },
    );
    if (status >= 300) return { refusal: `${status} ${JSON.stringify(answer)}` };
    const { id, revision, position } = answer as unknown as Answer;
    this.#ledger.acknowledge(command, { id, revision, position });
    return { answer: { id, revision, position } };
  }

  /** Asks for one row until it is there and satisfies the condition. @throws GaveUp */
  async row(
    user: string,
    path: string,
    minPosition: number,
    condition: (row: Row) => boolean = () => true,
  ): Promise<Row> {
    for (;;) {
      const { status, answer } = await this.#answered(user, () => ({
        method: 'GET',
        path: `${path}?minPosition=${minPosition}`,
      }));
      const item = answer['item'] as Row | undefined;
      if (status < 300 && item && condition(item)) return item;
      await this.#pause();
    }
  }

  async #answered(
    user: string,
    request: () => { readonly method: string; readonly path: string; readonly body?: object; readonly key?: string },
    onFailure: (failure: string) => void = () => undefined,
  ): Promise<{ readonly status: number; readonly answer: Row }> {
    for (;;) {
      const { method, path, body, key } = request();
      const answered = await this.#tried(async (signal) => {
        const response = await fetch(this.#address.url + path, {
          method,
          signal,
          headers: {
            authorization: `Bearer ${await this.#token(user, signal)}`,
            ...(body && { 'content-type': 'application/json' }),
            ...(key !== undefined && { 'idempotency-key': key }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        return { status: response.status, answer: (await response.json()) as Row };
      }, onFailure);
      if (answered?.status === 401) this.#tokens.delete(user);
      else if (answered && answered.status < 500) return answered;
      else if (answered?.status === 500) this.#ledger.defects.push(`${user} ${method} ${path} → 500`);
      if (answered) onFailure(`${answered.status} ${String(answered.answer['code'])}`);
      await this.#pause();
    }
  }

  /** undefined: no answer, or only a part of one. */
  async #tried<T>(
    work: (signal: AbortSignal) => Promise<T>,
    onFailure: (failure: string) => void,
  ): Promise<T | undefined> {
    if (this.#givingUp.aborted) throw new GaveUp('the run is over');
    try {
      return await work(AbortSignal.any([this.#givingUp, AbortSignal.timeout(PATIENCE_MS)]));
    } catch (error) {
      onFailure(String(error instanceof Error ? (error.cause ?? error) : error));
      return undefined;
    }
  }

  async #token(user: string, signal: AbortSignal): Promise<string> {
    const known = this.#tokens.get(user);
    if (known !== undefined) return known;
    const body = new URLSearchParams({ user });
    const response = await fetch(`${this.#address.issuer}/token`, { method: 'POST', body, signal });
    const { access_token: token } = (await response.json()) as { access_token: string };
    this.#tokens.set(user, token);
    return token;
  }

  async #pause(): Promise<void> {
    if (this.#givingUp.aborted) throw new GaveUp('the run is over');
    await pause(AGAIN_MS, undefined, { signal: this.#givingUp }).catch(() => undefined);
  }
}
