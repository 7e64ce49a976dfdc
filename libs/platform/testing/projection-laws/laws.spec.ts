import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventOf, EventRegistry, eventType, eventVersion, Type, validateFact } from '#platform/event-schema';
import {
  integer,
  instant,
  json,
  key,
  list,
  type Projection,
  projectionsOver,
  type ReadModelStore,
  table,
  text,
} from '#platform/projections';
import { openSqliteReadModels } from '#platform/projections/engine';
import { someFacts, textsOfExamples } from './arbitrary-fact.ts';
import { ArbitraryLogs } from './arbitrary-log.ts';
import { projectionLaws } from './laws.ts';

/** Each law is shown to bite: a projection that breaks it is refused. */
const ThingMade = eventType('ThingMade', {
  words: { en: 'Thing made', ja: '作成' },
  dataClass: 'A',
  versions: [
    eventVersion({ schema: Type.Object({ name: Type.String() }), examples: [{ name: 'first' }] }),
    eventVersion({
      schema: Type.Object({
        name: Type.String(),
        tags: Type.Array(Type.String()),
        size: Type.Union([Type.Integer({ minimum: 1, maximum: 9 }), Type.Null()]),
        isOld: Type.Optional(Type.Boolean()),
      }),
      examples: [{ name: 'second', tags: ['a'], size: 3 }],
      upcast: ({ name }: { name: string }) => ({ name, tags: [], size: null }),
    }),
  ],
});
const ThingPraised = eventType('ThingPraised', {
  words: { en: 'Thing praised', ja: '称賛' },
  dataClass: 'A',
  versions: [eventVersion({ schema: Type.Object({}), examples: [{}] })],
});

interface Events {
  readonly ThingMade: EventOf<typeof ThingMade>;
  readonly ThingPraised: EventOf<typeof ThingPraised>;
}

const aggregates = [{ category: 'thing', events: [ThingMade, ThingPraised] }];
const registry = new EventRegistry([ThingMade, ThingPraised]);
const logs = new ArbitraryLogs(aggregates).mostlyOf(['ThingMade', 'ThingPraised']);
const things = table({
  thingId: key(),
  name: text(),
  praises: integer(),
  tags: list(text()),
  at: instant(),
  more: json(),
});
const made = ({ streamId, data, occurredAt }: Events['ThingMade']) => ({
  thingId: streamId,
  name: data.name,
  praises: 0,
  tags: data.tags,
  at: occurredAt,
  more: {},
});

/** Things, made as this handler says; what it answers may be wrong on purpose. */
function thingsMade(name: string, handler: (event: Events['ThingMade']) => object): Projection {
  return projectionsOver<Events>()({
    name,
    version: 1,
    audience: 'both',
    table: things,
    scope: {},
    on: {
      ThingMade: (event) => handler(event) as ReturnType<typeof made>,
      ThingPraised: (_, row) => row && { ...row, praises: row.praises + 1 },
    },
  });
}

const sound = thingsMade('sound', made);

/** Things with how many of the same name there were before, which it looks up in a table of its own. */
const soundOfTwoTables = projectionsOver<Events>()({
  name: 'sound_of_two_tables',
  version: 1,
  audience: 'both',
  tables: { rows: table({ thingId: key(), before: integer() }), names: table({ name: key(), things: integer() }) },
  scope: {},
  on: ({ handler }) => ({
    rows: {
      ThingMade: handler({
        with: { namesakes: ['names', ({ data }) => nameOf(data.name)] },
        fold: ({ streamId }, _, { namesakes }) => ({ thingId: streamId, before: namesakes?.things ?? 0 }),
      }),
    },
    names: {
      ThingMade: {
        keyOf: ({ data }) => nameOf(data.name),
        fold: (_, row, { key: name }) => ({ name, things: (row?.things ?? 0) + 1 }),
      },
    },
  }),
});

/** No key is empty. */
function nameOf(name: string): string {
  return `named ${name}`;
}

const PURE = 'is folded by pure handlers: they change nothing, know no time and no chance, answer the same twice';

const folder = mkdtempSync(join(tmpdir(), 'tasuki-laws-'));
let store: ReadModelStore;
beforeAll(() => {
  store = openSqliteReadModels(join(folder, 'read-models.db'), { clock: { now: () => '2026-04-01T00:00:00.000Z' } });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const tried = (projection: Projection, law: keyof typeof projectionLaws) =>
  projectionLaws[law](projection, { registry, logs, store, runs: 30 });

test.each(Object.keys(projectionLaws) as (keyof typeof projectionLaws)[])('a sound projection %s', async (law) => {
  await tried(sound, law);
  await tried(soundOfTwoTables, law);
});

let seen = 0;
const remembers = thingsMade('remembers', (event) => ({ ...made(event), more: ++seen }));
const loses = thingsMade('loses', (event) => ({ ...made(event), more: { size: undefined } }));
const countsRevisions = thingsMade('counts_revisions', (event) => ({ ...made(event), praises: event.revision }));
const asksTheTime = thingsMade('asks_the_time', (event) => ({ ...made(event), at: new Date().toISOString() }));
const drawsLots = thingsMade('draws_lots', (event) => ({ ...made(event), praises: Math.floor(Math.random() * 9) }));
const drawsIds = thingsMade('draws_ids', (event) => ({ ...made(event), name: crypto.randomUUID() }));
const writesToEvents = thingsMade('writes_to_events', (event) => {
  (event.data.tags as string[]).push('seen');
  return made(event);
});
const writesNonsense = thingsMade('writes_nonsense', (event) => ({ ...made(event), at: 'soon' }));
const writesAnotherKind = thingsMade('writes_another_kind', (event) => ({ ...made(event), praises: 'many' }));
const handlesGhosts = { ...sound, on: { ...sound.on, ThingVanished: sound.on['ThingPraised']! } } as Projection;

test.each<[string, Projection, keyof typeof projectionLaws, RegExp]>([
  ['remembers what it has seen', remembers, 'has the same rows wherever the log is cut into batches', /"more": \d/],
  [
    'remembers what it has seen, before a checkpoint',
    remembers,
    'has the same rows when it reads again from any checkpoint',
    /"more": \d/,
  ],
  [
    'answers what the database does not keep',
    loses,
    'has the rows, when it is built again, that live feeding left in the database',
    /"size": undefined/,
  ],
  ['counts on revisions without gaps', countsRevisions, 'passes over event types of the future', /"praises": \d/],
  ['asks the time', asksTheTime, PURE, /the time was asked for/],
  ['draws lots', drawsLots, PURE, /a random number was asked for/],
  ['draws ids', drawsIds, PURE, /a random id was asked for/],
  ['writes to what it is given', writesToEvents, PURE, /object is not extensible/],
  ['answers otherwise the second time', remembers, PURE, /"more": \d/],
  ['holds an instant that is none', writesNonsense, 'has rows that fit their table', /at holds no instant/],
  ['holds a number that is none', writesAnotherKind, 'has rows that fit their table', /praises is no integer/],
  ['handles what nobody records', handlesGhosts, 'handles events that exist', /ThingVanished/],
])('a projection that %s is refused', async (_, projection, law, because) => {
  const refused: unknown = await tried(projection, law).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  const { message, cause } = refused as Error;
  expect(`${message}\n${cause instanceof Error ? cause.message : ''}`).toMatch(because);
});

test('what is drawn of an event type fits its schema, at each version', async () => {
  const facts = someFacts(ThingMade, textsOfExamples([ThingMade]), 50);
  expect(new Set(facts.map(({ type }) => type.version))).toEqual(new Set([1, 2]));
  for (const fact of facts) await validateFact(fact);
});
