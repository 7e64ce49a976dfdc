import { randomUUID } from 'node:crypto';
import { type EventOf, EventRegistry, eventType, eventVersion, type Fact, Type } from '#platform/event-schema';
import type { EventMetadata, EventStore, Json, NewEvent, StreamName } from '#platform/event-store';
import { integer, key, text } from '../definition/column.ts';
import type { StoredRow } from '../store/read-model-store.ts';
import { type Projection, projectionsOver, table } from '../definition/definition.ts';

/** Things in groups: events enough to make, move, change and delete rows by stream, by key and by column. */
const Id = Type.String();
const words = { en: 'x', ja: 'x' };
const contract = { words, dataClass: 'A' } as const;

export const ThingMade = eventType('ThingMade', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({ group: Id }), examples: [{ group: 'g' }] })],
});
export const ThingMoved = eventType('ThingMoved', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({ group: Id }), examples: [{ group: 'g' }] })],
});
export const ThingRemoved = eventType('ThingRemoved', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({}), examples: [{}] })],
});
/** Moves every thing of one group into another. */
export const GroupMerged = eventType('GroupMerged', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({ into: Id }), examples: [{ into: 'g' }] })],
});
export const GroupClosed = eventType('GroupClosed', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({}), examples: [{}] })],
});
/** Nobody folds it. */
export const ThingPraised = eventType('ThingPraised', {
  ...contract,
  versions: [eventVersion({ schema: Type.Object({}), examples: [{}] })],
});

export const thingRegistry = new EventRegistry([
  ThingMade,
  ThingMoved,
  ThingRemoved,
  GroupMerged,
  GroupClosed,
  ThingPraised,
]);

interface ThingEvents {
  readonly ThingMade: EventOf<typeof ThingMade>;
  readonly ThingMoved: EventOf<typeof ThingMoved>;
  readonly ThingRemoved: EventOf<typeof ThingRemoved>;
  readonly GroupMerged: EventOf<typeof GroupMerged>;
  readonly GroupClosed: EventOf<typeof GroupClosed>;
}

export const thingProjection = projectionsOver<ThingEvents>();

/** Things by their streams, changed by their groups' events too. */
export const things: Projection = thingsHandling({});

/** The same with other handlers; `undefined` takes one away. */
export function thingsHandling(otherwise: object): Projection {
  return thingProjection({
    name: 'things',
    version: 1,
    audience: 'both',
    aggregate: 'thing',
    table: table({ thingId: key(), group: text(), moves: integer() }).search('group'),
    scope: {},
    on: ({ each }) => ({
      ThingMade: (event) => ({ thingId: event.streamId, group: event.data.group, moves: 0 }),
      ThingMoved: (event, row) => row && { ...row, group: event.data.group, moves: row.moves + 1 },
      ThingRemoved: () => undefined,
      GroupMerged: each(
        'group',
        (event) => event.streamId,
        (event, row) => ({ ...row, group: event.data.into }),
      ),
      GroupClosed: each(
        'group',
        (event) => event.streamId,
        () => undefined,
      ),
      ...otherwise,
    }),
  });
}

/** How many things were made in a group, and in all of them. */
export const groupCounts: Projection = thingProjection({
  name: 'group_counts',
  version: 1,
  audience: 'both',
  table: table({ group: key(), put: integer() }),
  scope: {},
  on: {
    ThingMade: {
      keyOf: (event) => [event.data.group, 'all'],
      fold: (_event, row, { key: group }) => ({ group, put: (row?.put ?? 0) + 1 }),
    },
    GroupClosed: { keyOf: (event) => event.streamId, fold: () => undefined },
  },
});

/** A fact as the log takes it. */
export function newEvent(fact: Fact, metadata: Partial<EventMetadata> = {}): NewEvent {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type: fact.type.typeName,
    data: fact.data as Json,
    metadata: {
      schemaVersion: 1,
      programme: 'labour-mobility',
      occurredAt: '2026-04-01T00:00:00.000Z',
      actor: { userId: 'u', org: 'iesc', officeId: null, role: 'advisor' },
      commandId,
      commandDigest: { subjectId: 's', digest: 'd' },
      $correlationId: commandId,
      $causationId: commandId,
      agreementVersion: '2025-04-01',
      consentIds: [],
      prefecture: null,
      dataClass: 'A',
      streamsRead: {},
      source: 'api',
      previousHash: '0'.repeat(64),
      hash: 'f'.repeat(64),
      ...metadata,
    },
  };
}

/** Appends facts one by one, wherever their streams are. @returns the position of the last */
export async function appendFacts(store: EventStore, facts: readonly (readonly [StreamName, Fact])[]): Promise<number> {
  const revisions = new Map<StreamName, number>();
  let position = 0;
  for (const [stream, fact] of facts) {
    if (!revisions.has(stream)) {
      for await (const last of store.read(stream, { direction: 'backwards', maxCount: 1 })) {
        revisions.set(stream, last.revision);
      }
    }
    const appended = await store.append(stream, revisions.get(stream) ?? 'no stream', [newEvent(fact)]);
    revisions.set(stream, appended.revision);
    position = appended.position;
  }
  return position;
}

/** A fact and where it stands. */
export type PlacedFact = readonly [StreamName, Fact];

export const made = (id: string, group: string): PlacedFact => [`thing-${id}`, ThingMade({ group })];
export const moved = (id: string, group: string): PlacedFact => [`thing-${id}`, ThingMoved({ group })];
export const praised = (id: string): PlacedFact => [`thing-${id}`, ThingPraised({})];

/** The row of a thing, as a store answers it. */
export function thingRow(id: string, group: string, position: number, revision = 0, moves = 0): StoredRow {
  return { key: id, row: { thingId: id, group, moves }, position, revision };
}
