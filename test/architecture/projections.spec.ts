import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregates, projections, registry } from '#contexts/programme';
import { type Events, projection } from '#contexts/kernel';
import { integer, key, type Projection, table, text } from '#platform/projections';
import { recordedInTest } from '#platform/testing';
import { ROOT } from './dependency-report.ts';
import { examplesToPin, givenOf, parsePinned } from './pinned-log.ts';
import { brokenPromises, lockOf, type PinnedLog, type ProjectionsLock } from './projections-lock.ts';

const pinned = parsePinned(readFileSync(join(ROOT, 'test/architecture/pinned-events.jsonl'), 'utf8'));
const log: PinnedLog = { events: recordedInTest(givenOf(pinned, registry)), registry };
const lock = JSON.parse(readFileSync(join(ROOT, 'libs/contexts/projections.lock.json'), 'utf8')) as ProjectionsLock;

describe('the lock of published projections', () => {
  test('is kept: what a version makes of events stays as it was published', async () => {
    expect(await brokenPromises(lock, projections, log)).toEqual([]);
  });

  test('is that of the code: `npm run projections:lock` adds what is new', async () => {
    expect(examplesToPin(pinned, aggregates)).toEqual([]);
    expect(lock).toEqual(await lockOf(projections, log));
  });

  test('would notice any handler of any projection that went missing', async () => {
    const unnoticed: string[] = [];
    for (const whole of projections) {
      for (const typeName of Object.keys(whole.on)) {
        const { [typeName]: _, ...on } = whole.on;
        const problems = await brokenPromises(lock, [{ ...whole, on }], log);
        if (problems.length === 0) unnoticed.push(`${whole.name} ${typeName}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });
});

const columns = table({ clientId: key(), sizeBand: text(), places: integer() });
const registered: Clients['ClientRegistered'] = ({ streamId, data: { sizeBand } }) => ({
  clientId: streamId,
  sizeBand,
  places: 0,
});
const added: Clients['EstablishmentAdded'] = (_, row) => row && { ...row, places: row.places + 1 };
const on: Clients = { ClientRegistered: registered, EstablishmentAdded: added };

const referred: Clients['ClientReferred'] = ({ streamId }) => ({ clientId: streamId, sizeBand: '', places: 0 });

interface Client {
  readonly clientId: string;
  readonly sizeBand: string;
  readonly places: number;
}

type Clients = {
  readonly [N in keyof Events]?: (event: Events[N], row: Client | undefined) => Client | undefined;
};

/** Clients by size, to be changed in one way after another. */
function clients(version: number, handlers: Clients = on, of = columns): Projection {
  return projection({ name: 'clients_by_size', version, audience: 'both', table: of, scope: {}, on: handlers });
}

describe('a version that was published', () => {
  let published: ProjectionsLock;
  beforeAll(async () => {
    published = await lockOf([clients(1)], log);
  });

  const addedOtherwise: Clients['EstablishmentAdded'] = (_, row) =>
    row === undefined ? undefined : { clientId: row.clientId, places: 1 + row.places, sizeBand: row.sizeBand };

  test.each<[string, Projection]>([
    ['handlers in another order', clients(1, { EstablishmentAdded: added, ClientRegistered: registered })],
    ['a handler written otherwise that does the same', clients(1, { ...on, EstablishmentAdded: addedOtherwise })],
    ['another audience', { ...clients(1), audience: 'iesc' }],
    ['another version beside it', clients(2, { ClientRegistered: registered })],
  ])('may get %s', async (_, changed) => {
    expect(await brokenPromises(published, [changed], log)).toEqual([]);
  });

  const OTHER_ROWS = 'makes other rows of the same events than when it was published';
  const OTHER_TABLE = 'has another table than it was published with';
  const raise =
    'raise the version of clients_by_size to 2 (npx tasuki new version clients_by_size keeps the old one beside it); only what is not published yet may be locked anew';

  test.each<[string, Projection, string]>([
    ['a handler that does otherwise', clients(1, { ...on, EstablishmentAdded: (_, row) => row }), OTHER_ROWS],
    ['a further handler', clients(1, { ...on, ClientReferred: referred }), OTHER_ROWS],
    ['a further column', clients(1, on, table({ ...columns.columns, name: text().nullable() })), OTHER_TABLE],
    ['something to search by', clients(1, on, columns.search('sizeBand')), OTHER_TABLE],
  ])('must not get %s', async (_, changed, because) => {
    expect(await brokenPromises(published, [changed], log)).toEqual([`clients_by_size version 1 ${because}: ${raise}`]);
  });

  test('may get an index: it is made where it is missing', async () => {
    expect(await brokenPromises(published, [clients(1, on, columns.index('places'))], log)).toEqual([]);
  });

  test('must not come to handle a type of event that came later', async () => {
    const before = { ...log, events: log.events.filter(({ type }) => type !== 'EstablishmentAdded') };
    const early = await lockOf([clients(1, { ClientRegistered: registered })], before);
    const later = {
      ...log,
      events: [...before.events, ...log.events.filter(({ type }) => type === 'EstablishmentAdded')],
    };
    expect(await brokenPromises(early, [clients(1, { ClientRegistered: registered })], later)).toEqual([]);
    expect(await brokenPromises(early, [clients(1)], later)).toEqual([
      `clients_by_size version 1 handles EstablishmentAdded, which it did not when it was published: ${raise}`,
    ]);
  });

  test('stays when new examples come after it was published', async () => {
    const early = await lockOf([clients(1)], { ...log, events: log.events.slice(0, 100) });
    expect(await brokenPromises(early, [clients(1)], log)).toEqual([]);
  });

  test('is not gone back behind', async () => {
    const second = await lockOf([clients(2)], log);
    expect(await brokenPromises(second, [clients(1)], log)).toEqual([
      'clients_by_size version 2 is published: go on with version 3, not with 1',
    ]);
  });
});
