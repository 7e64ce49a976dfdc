import { randomUUID } from 'node:crypto';
import { HttpConnection, type HttpAnswer } from './http-connection.ts';
import type { LoadOrder, LoadReport } from './load-messages.ts';

/** A process of its own, so that making the load does not hold the service's event loop: a message in, a report out. */
process.on('message', (load: LoadOrder) => {
  void new Generator(load).run().then(
    (report) => process.send!(report),
    (error: unknown) => {
      process.stderr.write(`the load could not be made: ${String(error)}\n`);
      process.exit(1);
    },
  );
});

class Generator {
  readonly #load: LoadOrder;
  readonly #latencies: number[] = [];
  readonly #visible: number[] = [];
  readonly #refusals: Record<string, number> = {};
  #firstRefusal: string | undefined;
  #sent = 0;

  constructor(load: LoadOrder) {
    this.#load = load;
  }

  async run(): Promise<LoadReport> {
    const { port, connections, seconds, perSecond } = this.#load;
    const idle = await Promise.all(Array.from({ length: connections }, () => HttpConnection.open(port)));
    const began = performance.now();
    const until = began + seconds * 1000;
    await (perSecond === undefined ? this.#closed(idle, until) : this.#paced(idle, began, until, perSecond));
    const rate = (this.#latencies.length * 1000) / (performance.now() - began);
    for (const connection of idle) connection.close();
    return {
      sent: this.#sent,
      answered: this.#latencies.length,
      rate,
      latencies: this.#latencies,
      visible: this.#visible,
      refusals: this.#refusals,
      firstRefusal: this.#firstRefusal,
    };
  }

  /** Each connection sends its next command when the last was answered. */
  async #closed(connections: readonly HttpConnection[], until: number): Promise<void> {
    await Promise.all(
      connections.map(async (connection) => {
        for (let now = performance.now(); now < until; now = performance.now()) await this.#command(connection, now);
      }),
    );
  }

  /** Commands at their due instants; one that finds no idle connection waits, and its wait counts. */
  async #paced(idle: HttpConnection[], began: number, until: number, perSecond: number): Promise<void> {
    const due: number[] = [];
    const under = new Set<Promise<void>>();
    const send = () => {
      while (due.length > 0 && idle.length > 0) {
        const connection = idle.pop()!;
        const command = this.#command(connection, due.shift()!).then(() => {
          idle.push(connection);
          under.delete(command);
          send();
        });
        under.add(command);
      }
    };
    for (let index = 0, at = began; at < until; at = began + (++index * 1000) / perSecond) {
      const wait = at - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      due.push(at);
      send();
    }
    while (due.length > 0 || under.size > 0) await Promise.race(under);
  }

  async #command(connection: HttpConnection, due: number): Promise<void> {
    const { path, bodies, look, from } = this.#load;
    const number = from + this.#sent++;
    const answer = await connection.request(this.#post(path, bodies[number % bodies.length]!));
    const answered = performance.now();
    if (!this.#noted(answer)) return;
    this.#latencies.push(answered - due);
    if (look === undefined || number % look.every !== 0) return;
    const { id, position } = JSON.parse(answer.body) as { id: string; position: number };
    const row = await connection.request(this.#get(`${look.at}/${id}?minPosition=${position}`));
    if (this.#noted(row)) this.#visible.push(performance.now() - answered);
  }

  #noted(answer: HttpAnswer): boolean {
    if (answer.status < 300) return true;
    this.#refusals[answer.status] = (this.#refusals[answer.status] ?? 0) + 1;
    this.#firstRefusal ??= answer.body;
    return false;
  }

  #post(path: string, body: string): string {
    return (
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${this.#load.token}\r\n` +
      `Idempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    );
  }

  #get(path: string): string {
    return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${this.#load.token}\r\n\r\n`;
  }
}
