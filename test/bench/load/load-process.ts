import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Load, LoadOrder, LoadReport } from './load-messages.ts';

/** The load generator's process, as the benchmark sees it. */
export class LoadProcess {
  readonly #child: ChildProcess;
  readonly #sentTo = new Map<number, number>();

  constructor() {
    this.#child = fork(new URL('generator.js', import.meta.url), { serialization: 'advanced' });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Makes a load. @throws Error when the service refused any of it: a refused command is not the work to be measured */
  async run(load: Load): Promise<LoadReport> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const from = this.#sentTo.get(load.port) ?? 0;
    this.#child.send({ ...load, from } satisfies LoadOrder);
    const [report] = (await Promise.race([
      once(this.#child, 'message', { signal }),
      once(this.#child, 'exit', { signal }).then(() => {
        throw new Error('the load generator ended');
      }),
    ]).finally(() => waiting.abort())) as [LoadReport];
    this.#sentTo.set(load.port, from + report.sent);
    if (report.firstRefusal !== undefined) {
      throw new Error(`the service refused ${JSON.stringify(report.refusals)}: ${report.firstRefusal}`);
    }
    return report;
  }

  async stop(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill();
    await gone;
  }
}
