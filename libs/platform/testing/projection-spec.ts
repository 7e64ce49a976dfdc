import { EventRegistry, type Fact, type Personal } from '#platform/event-schema';
import type { EventMetadata, Json, RecordedEvent, StreamName } from '#platform/event-store';
import type { PlannedCommand, ProcessManager } from '#platform/process-managers';
import { type Projection, type Row, ROWS, tableOf } from '#platform/projections';
import { eachByItself, plainRows, readable, rowsAfter } from './folding.ts';
import { comparedCommands, type ComparedCommands } from './process-spec.ts';

/** A fact on its way into the log of a test. */
export interface GivenEvent {
  readonly stream: StreamName;
  readonly fact: Fact;
  readonly metadata: Partial<EventMetadata>;
}

/** A fact recorded in a stream: `on('referral-1', ReferralDeclined({ … }))`; the envelope says what it needs to say. */
export function on(stream: StreamName, fact: Fact, metadata: Partial<EventMetadata> = {}): GivenEvent {
  return { stream, fact, metadata };
}

/**
 * What a personal value looks like to a handler of a test: it can be passed on and compared, and nothing can be read
 * from it.
 */
export function sealedInTest<T>(plain: T): Personal<T> {
  return { subjectId: 'subject', keyId: 'key', path: 'path', ct: JSON.stringify(plain) };
}

/**
 * The log of a test: each fact as recorded, with positions 10, 20, …, an instant a second, and personal values sealed
 * with {@link sealedInTest}.
 */
export function recordedInTest(events: readonly GivenEvent[]): readonly RecordedEvent[] {
  const revisions = new Map<StreamName, number>();
  return events.map(({ stream, fact, metadata }, index) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const recordedAt = new Date(Date.UTC(2026, 3, 1, 0, 0, index)).toISOString();
    return {
      stream,
      revision,
      position: (index + 1) * 10,
      id: `event-${index + 1}`,
      type: fact.type.typeName,
      data: fact.type.personalFields.reduce<unknown>(
        (data, { path }) => sealedAt(data, path),
        structuredClone(fact.data),
      ) as Json,
      metadata: { ...envelope(fact, recordedAt), ...metadata },
      recordedAt,
    };
  });
}

/** Given these facts … */
export function given(...events: readonly GivenEvent[]) {
  return {
    /**
     * … then the projection has exactly these rows, in any order: those of its one table, or of each of its tables by
     * name, `{ rows: […], groups: […] }`. It is folded event by event, over frozen rows, and again with the log cut into
     * two batches at every place: the rows must be the same.
     */
    async thenRows(projection: Projection, expected: readonly Row[] | ExpectedRows): Promise<void> {
      expect(await rowsHoweverCut(projection, events)).toEqual(sortedByKey(projection, expected));
    },

    /** … then the projection serves exactly these rows; what its own tables hold is its own matter. Else as `thenRows`. */
    async thenServed(projection: Projection, expected: readonly Row[]): Promise<void> {
      const { [ROWS]: served } = await rowsHoweverCut(projection, events);
      expect({ [ROWS]: served }).toEqual(sortedByKey(projection, expected));
    },

    /** … then a process plans exactly these commands, in order. */
    thenCommands: (process: ProcessManager, ...expected: readonly PlannedCommand[]): ComparedCommands =>
      commandsOf(process, expected, events),

    /** … and at this instant, to which all timers that come due have been worked off … */
    at: (instant: string) => ({
      thenCommands: (process: ProcessManager, ...expected: readonly PlannedCommand[]): ComparedCommands =>
        commandsOf(process, expected, events, instant),
    }),
  };
}

function commandsOf(
  process: ProcessManager,
  expected: readonly PlannedCommand[],
  events: readonly GivenEvent[],
  at?: string,
): ComparedCommands {
  const registry = new EventRegistry([...new Set(events.map(({ fact }) => fact.type))]);
  return comparedCommands(process, expected, recordedInTest(events), { registry, ...(at !== undefined && { at }) });
}

async function rowsHoweverCut(projection: Projection, events: readonly GivenEvent[]) {
  const registry = new EventRegistry([...new Set(events.map(({ fact }) => fact.type))]);
  const log = readable({ events: recordedInTest(events), registry });
  const rows = await rowsAfter(projection, eachByItself(log));
  for (let cut = 0; cut <= log.length; cut++) {
    expect(await rowsAfter(projection, [log.slice(0, cut), log.slice(cut)])).toEqual(rows);
  }
  return plainRows(rows);
}

/** The rows of each table that a projection has, by its name. */
export interface ExpectedRows {
  readonly [table: string]: readonly Row[];
}

function sortedByKey(projection: Projection, expected: readonly Row[] | ExpectedRows): ExpectedRows {
  const byTable = Array.isArray(expected) ? { [ROWS]: expected as readonly Row[] } : (expected as ExpectedRows);
  const sorted = Object.entries(byTable).map(([table, rows]) => {
    const keyOf = (row: Row) => String(row[tableOf(projection, table).keyColumn]);
    return [table, [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))] as const;
  });
  return Object.fromEntries(sorted);
}

function envelope(fact: Fact, occurredAt: string): EventMetadata {
  return {
    schemaVersion: fact.type.version,
    programme: 'labour-mobility',
    occurredAt,
    actor: { userId: 'user', org: 'iesc', officeId: 'iesc-13', role: 'advisor' },
    commandId: 'command',
    commandDigest: { subjectId: 'subject', digest: 'digest' },
    $correlationId: 'family',
    $causationId: 'command',
    agreementVersion: '2025-04-01',
    consentIds: [],
    prefecture: null,
    dataClass: fact.type.dataClass,
    streamsRead: {},
    source: 'api',
    previousHash: '0'.repeat(64),
    hash: 'f'.repeat(64),
  };
}

/** The data with the value, or values, at a path of a personal field sealed; a path that is not there changes nothing. */
function sealedAt(data: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (data === undefined || data === null) return data;
  if (step === undefined) return sealedInTest(data);
  if (step === '[]') return Array.isArray(data) ? data.map((element) => sealedAt(element, rest)) : data;
  const fields = data as Record<string, unknown>;
  return step in fields ? { ...fields, [step]: sealedAt(fields[step], rest) } : fields;
}
