import type { EventRegistry } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import type { OutboxChange } from './process-store.ts';

/** The events that say what became of a command that was not simply issued, `{ process, plannedId }` in their data. */
const CHANGES: { readonly [typeName: string]: OutboxChange } = {
  ProcessCommandRefused: 'settled',
  ProcessCommandSkipped: 'settled',
  ProcessCommandGivenUp: 'given_up',
  ProcessCommandRetried: 'waiting',
};

/** Whether an event says what became of a command, of whichever process. */
export const tellsOfCommand = ({ type }: RecordedEvent): boolean => Object.hasOwn(CHANGES, type);

/** What an event says became of a command of this process. */
export function ownFact(
  process: string,
  event: RecordedEvent,
  registry: EventRegistry,
): { readonly commandId: string; readonly change: OutboxChange } | undefined {
  if (!tellsOfCommand(event)) return undefined;
  const told = registry.decode(event)?.data as { readonly process: string; readonly plannedId: string } | undefined;
  return told?.process === process ? { commandId: told.plannedId, change: CHANGES[event.type]! } : undefined;
}
