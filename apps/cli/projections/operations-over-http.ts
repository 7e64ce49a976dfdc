import { randomUUID } from 'node:crypto';
import type { ExplainedEvent } from '#apps/api';
import type { OperatedProjection, Order, ParkedStream, ProjectionsOverview } from '#platform/projections/engine';
import { type Discarding, NotThere, type Operations, type Wish } from './operations.ts';

/** The operators' interface of a running service. */
export class OperationsOverHttp implements Operations {
  readonly #url: string;
  readonly #token: string;

  /** @param url without a slash at its end */
  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  overview(): Promise<ProjectionsOverview> {
    return this.#ask('');
  }

  async one(name: string): Promise<OperatedProjection> {
    return (await this.#ask<{ item: OperatedProjection }>(pathOf(name))).item;
  }

  async parked(name: string): Promise<readonly ParkedStream[]> {
    return (await this.#ask<{ items: readonly ParkedStream[] }>(`${pathOf(name)}/parked`)).items;
  }

  async explain(name: string, key: string, version?: number): Promise<readonly ExplainedEvent[]> {
    const query = version === undefined ? '' : `?version=${version}`;
    const path = `${pathOf(name)}/rows/${encodeURIComponent(key)}/events${query}`;
    return (await this.#ask<{ items: readonly ExplainedEvent[] }>(path)).items;
  }

  /** The service does, or a projector beside it. */
  async keep(): Promise<void> {}

  async order(name: string, wish: Wish): Promise<Order> {
    return (await this.#ask<{ item: Order }>(`${pathOf(name)}/orders`, wish)).item;
  }

  async orderOf(name: string, id: string): Promise<Order> {
    return (await this.#ask<{ item: Order }>(`${pathOf(name)}/orders/${encodeURIComponent(id)}`)).item;
  }

  async discard(name: string, discarding: Discarding): Promise<void> {
    await this.#ask(`${pathOf(name)}/discard`, discarding);
  }

  async close(): Promise<void> {}

  async #ask<T>(path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.#url}/operators/projections${path}`, {
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (answer.ok) return (await answer.json()) as T;
    if (answer.status === 404) throw new NotThere();
    const { title, detail } = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string };
    throw new Error(`The service answered ${answer.status}: ${detail ?? title ?? 'without a word'}`);
  }
}

function pathOf(name: string): string {
  return `/${encodeURIComponent(name)}`;
}
