import { randomUUID } from 'node:crypto';
import type { EventMetadata } from '../envelope.ts';
import { streamName, type Json, type NewEvent, type StreamName } from '../port.ts';

/** A stream that nobody else writes to: the log under test may be shared with other suites, and older than this run. */
export function freshStream(): StreamName {
  return streamName('contract', randomUUID());
}

/** An envelope as a decision makes it. */
export function sampleMetadata(): EventMetadata {
  const commandId = randomUUID();
  return {
    schemaVersion: 1,
    programme: 'labour-mobility',
    occurredAt: '2026-11-22T01:02:03.004Z',
    actor: { userId: 'u-17', org: 'iesc', officeId: 'iesc-13', role: 'advisor' },
    commandId,
    commandDigest: { subjectId: randomUUID(), digest: 'd'.repeat(64) },
    $correlationId: randomUUID(),
    $causationId: commandId,
    agreementVersion: '2025-04-01',
    consentIds: [],
    prefecture: '13',
    dataClass: 'B',
    streamsRead: { 'consent-1': 0 },
    source: 'api',
    previousHash: '0'.repeat(64),
    hash: 'f'.repeat(64),
  };
}

export function sampleEvent(data: Json = { note: 'sample' }, type = 'ContractChecked'): NewEvent {
  return { id: randomUUID(), type, data, metadata: sampleMetadata() };
}

/** `count` events that carry their index. */
export function sampleEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => sampleEvent({ index }));
}
