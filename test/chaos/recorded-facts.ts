import { SIGN_INS } from '#contexts/directory';
import { verifyChain } from '#platform/audit';
import { derivedId, Refusal, type CommandDoor } from '#platform/decider';
import type { DomainEvent, EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import { contextOf, processActor, type PlannedCommand, type ProcessManager } from '#platform/process-managers';
import { ProcessReactions } from '#platform/testing';
import type { Ledger, SentCommand } from './ledger.ts';

/** What a look at the log found wrong: one line each, none where all is well. */
export type Problems = readonly string[];

/** The events of each command, in the log's order. */
export function byCommand(events: readonly RecordedEvent[]): ReadonlyMap<string, readonly RecordedEvent[]> {
  return Map.groupBy(events, ({ metadata }) => metadata.commandId);
}

/** Every acknowledged command stands in the log, where it was said to stand, and every answer to it was the same. */
export function acknowledgedFacts(ledger: Ledger, events: readonly RecordedEvent[]): Problems {
  const facts = byCommand(events);
  return ledger.acknowledged.flatMap((command) => {
    const { answers, commandId } = command;
    const [first] = answers;
    const last = facts.get(commandId)?.at(-1);
    if (!last) return [`${named(command)} was acknowledged and is not in the log`];
    const stands = `${last.stream} ${last.revision} ${last.position}`;
    return answers.flatMap(({ id, revision, position }) => {
      const said = `${last.stream.split('-', 1)[0]}-${id} ${revision} ${position}`;
      return said === stands
        ? []
        : [`${named(command)} stands at ${stands}, was answered ${said} (first ${first!.id})`];
    });
  });
}

/** No command is recorded twice: its events lie next to each other in one stream, each type once, decided at once. */
export function factsRecordedTwice(ledger: Ledger, events: readonly RecordedEvent[]): Problems {
  const sent = new Map(ledger.commands.map((command) => [command.commandId, command]));
  return [...byCommand(events)].flatMap(([commandId, facts]) => {
    const [first] = facts;
    const isOnce =
      facts.every(({ stream, revision }, index) => stream === first!.stream && revision === first!.revision + index) &&
      new Set(facts.map(({ type }) => type)).size === facts.length &&
      new Set(facts.map(({ metadata }) => metadata.occurredAt)).size === 1;
    if (isOnce) return [];
    const command = sent.get(commandId);
    const where = facts.map(({ stream, revision, type }) => `${type} at ${stream} ${revision}`).join(', ');
    return [`${command ? named(command) : `command ${commandId}`} is recorded more than once: ${where}`];
  });
}

/** Nothing is in the log that nobody asked for, neither a client nor a process, but who was seen to sign in. */
export function factsNobodyAskedFor(
  ledger: Ledger,
  planned: readonly PlannedFact[],
  events: readonly RecordedEvent[],
): Problems {
  const known = new Set([...ledger.commands, ...planned].map(({ commandId }) => commandId));
  return events
    .filter(({ metadata }) => !known.has(metadata.commandId) && metadata.actor.userId !== processActor(SIGN_INS).userId)
    .map(({ type, stream, revision }) => `nobody asked for ${type} at ${stream} ${revision}`);
}

/** Every stream's chain of hashes holds, and no revision is missing. */
export function brokenChains(events: readonly RecordedEvent[]): Problems {
  const streams = Map.groupBy(events, ({ stream }) => stream);
  return [...streams.values()].flatMap((of) => {
    const broken = verifyChain(of.toSorted((a, b) => a.revision - b.revision));
    return broken ? [`${broken.stream} at ${broken.revision}: ${broken.reason}`] : [];
  });
}

/** A command that a process has to issue because of an event. */
export interface PlannedFact extends PlannedCommand {
  readonly commandId: string;
  readonly process: string;
  readonly cause: DomainEvent;
}

/** What the processes have to do about the events of a log, under the ids they give their commands. */
export function plannedFacts(
  processes: readonly ProcessManager[],
  registry: EventRegistry,
  events: readonly RecordedEvent[],
): readonly PlannedFact[] {
  const decoded = events.flatMap((event) => registry.decode(event) ?? []);
  return processes.flatMap((process) => {
    const reactions = new ProcessReactions(process);
    return decoded.flatMap((cause) =>
      reactions.to(cause).map((planned, index) => ({
        ...planned,
        commandId: derivedId('process', process.name, cause.id, String(index)),
        process: process.name,
        cause,
      })),
    );
  });
}

/** Every fact of a hand-over says which event caused it. */
export function factsOfAnotherCause(planned: readonly PlannedFact[], events: readonly RecordedEvent[]): Problems {
  const facts = byCommand(events);
  return planned
    .filter(({ commandId, cause }) => facts.get(commandId)?.some(({ metadata }) => metadata.$causationId !== cause.id))
    .map((one) => `${described(one)} names another cause`);
}

/**
 * Every hand-over is done, was refused on record, or was no news: asked for again it would lead to nothing, or be refused.
 * Of equal commands for one thing only the last could still be news.
 */
export async function handOversMissing(
  door: Pick<CommandDoor, 'rehearse'>,
  planned: readonly PlannedFact[],
  events: readonly RecordedEvent[],
): Promise<Problems> {
  const facts = byCommand(events);
  const refused = new Set(
    events
      .filter(({ type }) => type === 'ProcessCommandRefused')
      .map(({ data }) => (data as { readonly plannedId: string }).plannedId),
  );
  const last = new Map(planned.map((one) => [aimOf(one), one]));
  const problems: string[] = [];
  for (const one of planned) {
    const { commandId, process, decision, command, cause } = one;
    if (facts.has(commandId) || refused.has(commandId) || last.get(aimOf(one)) !== one) continue;
    const context = { commandId, causationId: cause.id, family: cause.metadata.$correlationId };
    const news = await door.rehearse(decision, command, contextOf(process, context)).catch((error: unknown) => {
      if (error instanceof Refusal) return [];
      throw error;
    });
    if (news.length > 0) problems.push(`${described(one)} is missing: ${news.join(', ')}`);
  }
  return problems;
}

/** Of which kind a command is, and at what thing it is aimed. */
function aimOf({ process, decision, command, commandId }: PlannedFact): string {
  const target = (command as Readonly<Record<string, unknown>>)[decision.aggregate.idField] ?? commandId;
  return JSON.stringify([process, decision.name, target]);
}

function described({ process, decision, cause }: PlannedFact): string {
  return `${process}: ${decision.name} because of ${cause.type} at ${cause.stream} ${cause.revision}`;
}

function named({ user, name, key, sendings }: SentCommand): string {
  return `${name} of ${user} under ${key}, sent ${sendings} times,`;
}
