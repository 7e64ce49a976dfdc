import { randomUUID } from 'node:crypto';
import { clock, startClock, StartClock } from '#contexts/clock';
import { streamOf, type CommandDoor } from '#platform/decider';
import type { EventStore, NewEvent } from '#platform/event-store';
import { contextOf } from '#platform/process-managers';

const AT_ONCE = 128;

/**
 * Starts so many clocks of Shizuoka that began at an instant and are due a business day later: one by the door, the others
 * after its example.
 */
export async function startClocks(
  { log, door }: { readonly log: EventStore; readonly door: CommandDoor },
  startedAt: string,
  count: number,
): Promise<void> {
  const clockId = randomUUID();
  const about = { kind: 'takeReferral' as const, subjectCategory: 'referral', subjectId: randomUUID() };
  const command = Object.assign(new StartClock(), {
    ...{ clockId, ...about, officeId: 'iesc-22', agreementVersion: 'AGR-2025', startedAt },
  });
  const by = { commandId: randomUUID(), family: randomUUID(), causationId: randomUUID() };
  await door.issue(startClock, command, contextOf('referral-clocks', by));
  let sample: NewEvent | undefined;
  for await (const { type, data, metadata } of log.read(streamOf(clock, clockId))) {
    sample = { id: randomUUID(), type, data, metadata };
  }
  const waiting = new Set<Promise<unknown>>();
  for (let made = 1; made < count; made++) {
    const appending: Promise<unknown> = log
      .append(streamOf(clock, randomUUID()), 'no stream', [{ ...sample!, id: randomUUID() }])
      .finally(() => waiting.delete(appending));
    waiting.add(appending);
    if (waiting.size >= AT_ONCE) await Promise.race(waiting);
  }
  await Promise.all(waiting);
}
