import type { OutgoingCommand, ProcessCheckpoint, StoredTimer } from './process-store.ts';

/** A row of one of the tables of processes, as either database answers it. */
export type SqlRow = { readonly [column: string]: unknown };

export function checkpointOf(row: SqlRow): ProcessCheckpoint {
  return {
    process: row['process'] as string,
    version: Number(row['version']),
    position: Number(row['position']),
    eventId: row['event_id'] as string,
    actsAfter: Number(row['acts_after']),
    revision: Number(row['revision']),
    nextSeq: Number(row['next_seq']),
  };
}

export function timerOf(row: SqlRow): StoredTimer {
  return {
    instance: row['instance'] as string,
    name: row['name'] as string,
    due: row['due'] as string,
    id: row['id'] as string,
    causationId: row['causation_id'] as string,
    family: row['family'] as string,
    traceparent: row['traceparent'] as string | null,
  };
}

export function commandOf(row: SqlRow): OutgoingCommand {
  return {
    seq: Number(row['seq']),
    instance: row['instance'] as string,
    commandId: row['command_id'] as string,
    decision: row['decision'] as string,
    body: row['body'] as string,
    causationId: row['causation_id'] as string,
    family: row['family'] as string,
    traceparent: row['traceparent'] as string | null,
    due: row['due'] as string | null,
    state: row['state'] as OutgoingCommand['state'],
    failingSince: row['failing_since'] as string | null,
    failure: row['failure'] as string | null,
  };
}
