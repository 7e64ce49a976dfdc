import { processes, registry } from '#contexts/programme';
import type { CommandDoor, Decision, Issued } from '#platform/decider';
import type { Actor, EventStore } from '#platform/event-store';
import { reactionContext } from '#platform/process-managers';
import { decisionNamed } from '../../decision-named.ts';
import { randomUUID } from 'node:crypto';

/** Issues commands, and at once what processes issue upon their events: the log is what a running service would leave. */
export class Desk {
  readonly #decisions = new Map<string, Decision>();
  #events = 0;

  constructor(
    private readonly door: CommandDoor,
    private readonly store: EventStore,
  ) {}

  /** Events recorded so far. */
  get events(): number {
    return this.#events;
  }

  /** @param commandId needed where the caller derives ids from it */
  async issue(actor: Actor, name: string, fields: object, commandId = randomUUID()): Promise<Issued> {
    const decision = this.#decision(name);
    const command = Object.assign(new decision.command(), fields);
    const issued = await this.door.issue(decision, command, { actor, commandId, source: 'api' });
    await this.#react(issued);
    return issued;
  }

  async #react({ stream, revision, events }: Issued): Promise<void> {
    this.#events += events.length;
    if (!events.some((type) => processes.some(({ on }) => type in on))) return;
    for await (const recorded of this.store.read(stream, { from: revision - events.length + 1 })) {
      for (const process of processes) {
        const react = process.on[recorded.type];
        const event = react && registry.decode(recorded);
        if (!react || !event) continue;
        for (const [index, { decision, command }] of react(event).entries()) {
          await this.#react(await this.door.issue(decision, command, reactionContext(process, event, index)));
        }
      }
    }
  }

  #decision(name: string): Decision {
    const known = this.#decisions.get(name) ?? decisionNamed(name);
    this.#decisions.set(name, known);
    return known;
  }
}
