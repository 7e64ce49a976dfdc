import type { Actor } from '#platform/event-store';
import { key, text } from '../definition/column.ts';
import { projectionsOver, table } from '../definition/definition.ts';
import type { ServedProjection } from './read-model-parameters.ts';
import { revealRow } from './read-model-reveal.ts';

const projection = projectionsOver<object>()({
  name: 'cases',
  version: 1,
  audience: 'both',
  table: table({
    caseId: key(),
    stage: text(),
    clientId: text().nullable(),
    hostId: text().fieldClass('B'),
    note: text().fieldClass('B'),
    worker: text().fieldClass('D'),
  }),
  scope: { offices: [] },
  reveals: (row, reader) => (reader.org === 'iesc' ? (row.stage === 'open' ? ['B', 'D'] : ['B']) : []),
  serve: {
    path: 'cases',
    summary: 'Cases',
    sorts: ['caseId'],
    joins: { client: ['clients', 'clientId', ['name', 'phone']], host: ['clients', 'hostId', ['name']] },
  },
  on: {},
}) as ServedProjection;

const row = { caseId: '1', stage: 'open', clientId: 'c', hostId: 'h', note: 'n', worker: 'w' };
const client = (id: string) => ({ key: id, row: { name: `name of ${id}`, phone: '03' }, position: 1, revision: 0 });
const joined = {
  client: { classes: { phone: 'D' }, rows: new Map([['c', client('c')]]) },
  host: { classes: {}, rows: new Map([['h', client('h')]]) },
};
const advisor: Actor = { userId: 'u', org: 'iesc', officeId: 'o', role: 'iesc.advisor' };
const consultant: Actor = { userId: 'v', org: 'nasilc', officeId: 'p', role: 'nasilc.consultant' };

test('whoever may see every class sees every value', () => {
  expect(revealRow(projection, row, joined, advisor)).toEqual({
    members: { ...row, client: { name: 'name of c', phone: '03' }, host: { name: 'name of h' } },
    withheld: [],
  });
});

test('what a row shows may hang on a row that it joins', () => {
  const reveals: ServedProjection['reveals'] = (_, __, { client: one, host } = {}) =>
    one?.['name'] === 'name of c' && host === undefined ? ['B'] : [];
  const { withheld } = revealRow({ ...projection, reveals }, { ...row, hostId: 'nobody' }, joined, advisor);
  expect(withheld).toEqual(['worker', 'client.phone']);
  expect(revealRow({ ...projection, reveals }, row, joined, advisor).withheld).toContain('note');
});

test('what is hidden is shown to nobody, and is nothing that is withheld', () => {
  const tallied = {
    ...projection,
    table: table({ caseId: key(), tally: text().hidden() }),
    serve: { path: 'cases', summary: 'Cases', sorts: ['caseId'] },
  } as ServedProjection;
  const auditor: Actor = { userId: 'a', org: 'audit', officeId: null, role: 'auditor' };
  for (const reader of [advisor, auditor]) {
    expect(revealRow(tallied, { caseId: '1', tally: 't' }, {}, reader)).toEqual({
      members: { caseId: '1' },
      withheld: [],
    });
  }
});

test('what a row reveals depends on that row, for the columns it joins too', () => {
  expect(revealRow(projection, { ...row, stage: 'closed' }, joined, advisor)).toEqual({
    members: {
      ...row,
      stage: 'closed',
      worker: null,
      client: { name: 'name of c', phone: null },
      host: { name: 'name of h' },
    },
    withheld: ['worker', 'client.phone'],
  });
});

test('a join by a withheld key is withheld as a whole', () => {
  expect(revealRow(projection, row, joined, consultant)).toEqual({
    members: {
      caseId: '1',
      stage: 'open',
      clientId: 'c',
      hostId: null,
      note: null,
      worker: null,
      client: { name: 'name of c', phone: null },
      host: null,
    },
    withheld: ['hostId', 'note', 'worker', 'client.phone', 'host'],
  });
});

test('where the joined row has to show a column too, its own rule withholds it as well', () => {
  const known = { ...joined.client, reveals: (other: object) => ('isKnown' in other ? (['D'] as const) : []) };
  const shownTo = (reader: Actor, client: typeof known) => {
    const { members, withheld } = revealRow(projection, row, { ...joined, client }, reader);
    return [members['client'], withheld.filter((member) => member.startsWith('client'))];
  };
  const isKnown = { ...client('c'), row: { ...client('c').row, isKnown: true } };
  expect(shownTo(advisor, known)).toEqual([{ name: 'name of c', phone: null }, ['client.phone']]);
  expect(shownTo(advisor, { ...known, rows: new Map([['c', isKnown]]) })).toEqual([
    { name: 'name of c', phone: '03' },
    [],
  ]);
  expect(shownTo(consultant, { ...known, rows: new Map([['c', isKnown]]) })[1]).toEqual(['client.phone']);
  expect(shownTo({ ...advisor, org: 'audit', role: 'auditor' }, known)).toEqual([
    { name: 'name of c', phone: '03' },
    [],
  ]);
});

test('a join with no row is null', () => {
  const { members } = revealRow(projection, { ...row, clientId: null, hostId: 'gone' }, joined, advisor);
  expect([members['client'], members['host']]).toEqual([null, null]);
});

test('without `reveals` no class is seen by anybody', () => {
  const { reveals: _, ...silent } = projection;
  expect(revealRow(silent, row, joined, advisor).withheld).toEqual([
    'hostId',
    'note',
    'worker',
    'client.phone',
    'host',
  ]);
});
