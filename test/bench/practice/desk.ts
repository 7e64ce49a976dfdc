import { processes, registry } from '#contexts/programme';
import { derivedId, type CommandDoor, type Decision, type Issued } from '#platform/decider';
import type { Actor, EventStore } from '#platform/event-store';
import { contextOf } from '#platform/process-managers';
import { ProcessReactions } from '#platform/testing';
import { decisionNamed } from '../../decision-named.ts';
import { randomUUID } from 'node:crypto';

/** Issues commands, and at once what processes issue upon their events: the log is what a running service would leave. */
export class Desk {
  readonly #decisions = new Map<string, Decision>();
  readonly #reactions = processes.map((process) => new ProcessReactions(process));
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
    if (!events.some((type) => processes.some(({ correlateBy }) => type in correlateBy))) return;
    for await (const recorded of this.store.read(stream, { from: revision - events.length + 1 })) {
      const event = registry.decode(recorded);
      if (!event) continue;
      const { $correlationId: family } = event.metadata;
      for (const reactions of this.#reactions) {
        const { name } = reactions.process;
        for (const [index, { decision, command }] of reactions.to(event).entries()) {
          const commandId = derivedId('process', name, event.id, String(index));
          const context = contextOf(name, { commandId, family, causationId: event.id });
          await this.#react(await this.door.issue(decision, command, context));
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
