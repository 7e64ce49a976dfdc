import { LoggedPolicyBook } from '#contexts/agreement-versions';
import { roles, type Context } from '#contexts/kernel';
import { randomIds, type Clock } from '#platform/clock';
import { AggregateLoader, CommandDoor, type CommandReport } from '#platform/decider';
import type { EventRegistry } from '#platform/event-schema';
import type { EventStore } from '#platform/event-store';
import { BodyDigest, Sealing, type KeyStore } from '#platform/privacy';

/** The door for all commands of the programme, over a log and a key store. */
export function openCommandDoor(
  { contexts, registry }: { readonly contexts: readonly Context[]; readonly registry: EventRegistry },
  {
    store,
    keys,
    clock,
    report,
  }: {
    readonly store: EventStore;
    readonly keys: KeyStore;
    readonly clock: Clock;
    readonly report?: (report: CommandReport) => void;
  },
): CommandDoor {
  return new CommandDoor({
    store,
    registry,
    sealing: new Sealing(keys),
    digests: new BodyDigest(keys),
    policies: new LoggedPolicyBook(new AggregateLoader(store, registry)),
    roles,
    decisions: contexts.flatMap(({ decisions }) => decisions),
    clock,
    ids: randomIds,
    ...(report && { report }),
  });
}
