import { key, list, sealed, text } from '../definition/column.ts';
import { projectionsOver, type Serving, table } from '../definition/definition.ts';
import { ReadModelCatalogue } from './read-model-catalogue.ts';

const others = projectionsOver<object>()({
  name: 'others',
  version: 1,
  audience: 'both',
  table: table({ otherId: key(), name: text() }),
  scope: {},
  on: {},
});

const columns = {
  caseId: key(),
  stage: text(),
  note: text().fieldClass('B'),
  company: sealed(),
  tags: list(text()),
  stageFrom: text(),
};
type Row = { [name in keyof typeof columns]: never };

const registering = (serve: Partial<Serving<Row>>, more: object = {}) => {
  const cases = projectionsOver<object>()({
    name: 'cases',
    version: 1,
    audience: 'both',
    table: table({ ...columns, ...more }),
    scope: {},
    serve: { path: 'cases', summary: 'Cases', sorts: ['caseId'], ...serve },
    on: {},
  });
  return () => new ReadModelCatalogue([cases, others]);
};

test('what can be served is taken', () => {
  const filters = ['stage', 'note', 'tags', 'stageFrom'] as const;
  expect(registering({ filters, joins: { other: ['others', 'stage', ['name']] } })).not.toThrow();
});

test.each<[string, () => unknown, string]>([
  [
    'a sort that tells the order of what not everyone may see',
    registering({ sorts: ['note'] }),
    'cases: sorting by note would tell the order of values of class B',
  ],
  [
    'a sort that tells the order of what nobody may see',
    registering({ sorts: ['tally' as 'stage'] }, { tally: text().hidden() }),
    'cases: tally is hidden: rows in its order, or found by it, would tell it',
  ],
  [
    'a filter by what nobody may see',
    registering({ filters: ['tally' as 'stage'] }, { tally: text().hidden() }),
    'cases: tally is hidden: rows in its order, or found by it, would tell it',
  ],
  [
    'a sort by a sealed value',
    registering({ sorts: ['company'] }),
    'cases: a list cannot be sorted by company, it is sealed',
  ],
  ['a sort by a list', registering({ sorts: ['tags'] }), 'cases: a list cannot be sorted by tags, it is list'],
  ['a filter by a sealed value', registering({ filters: ['company'] }), 'cases: a list cannot be filtered by company'],
  ['a filter by no column', registering({ filters: ['nothing' as 'stage'] }), 'cases: there is no column nothing'],
  [
    'a parameter by a name every list needs',
    registering({ filters: ['limit' as 'stage'] }, { limit: text() }),
    'cases: two parameters are called limit',
  ],
  [
    'a column by a name every item needs',
    registering({}, { withheld: text() }),
    'cases: two members of an item are called withheld',
  ],
  [
    'a join by the name of a column',
    registering({ joins: { stage: ['others', 'stage', ['name']] } }),
    'cases: two members of an item are called stage',
  ],
  [
    'a join of no read model',
    registering({ joins: { other: ['nobody', 'stage', ['name']] } }),
    'cases: join other names nobody, which is no read model',
  ],
  [
    'a join of no column',
    registering({ joins: { other: ['others', 'stage', ['age']] } }),
    'cases: join other names others.age, which is no column',
  ],
  [
    'a join by a list',
    registering({ joins: { other: ['others', 'tags', ['name']] } }),
    'cases: join other needs a text column, tags is none',
  ],
])('%s stops the start', (_, register, message) => {
  expect(register).toThrow(new Error(message));
});
