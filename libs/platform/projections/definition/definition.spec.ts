import { groupedThings } from '../contract/sample-groups.ts';
import { things } from '../contract/sample-things.ts';
import { key, list, text } from './column.ts';
import { projectionsOver, table, type Table } from './definition.ts';
import { isByStream } from './handler.ts';
import { tableShape } from './table-shape.ts';

const named = (name: string, tables: { readonly [name: string]: Table } = {}) =>
  projectionsOver<object>()({
    name,
    version: 12,
    audience: 'both',
    tables: { rows: table({ id: key() }), ...tables },
    scope: {},
    on: { rows: {} },
  });
const plain = table({ id: key() });

test('the shape tells tables apart by their columns', () => {
  expect(tableShape(things)).toBe('thingId key; group text; moves integer');
  expect(tableShape(groupedThings)).toBe(
    'thingId key; group text; came integer; table groups: group key; seen list of text; arrivals integer',
  );
});

test('each type of event is known with what it does to which table', () => {
  expect(Object.keys(groupedThings.on)).toEqual([
    'ThingMade',
    'ThingMoved',
    'ThingRemoved',
    'GroupMerged',
    'GroupClosed',
  ]);
  expect(Object.keys(groupedThings.on['ThingMade']!)).toEqual(['rows', 'groups']);
  expect(Object.keys(things.on['ThingMade']!)).toEqual(['rows']);
});

test('a handler by key, by column or with another row is not by the stream alone', () => {
  const { ThingMade, ThingRemoved, GroupMerged, GroupClosed } = groupedThings.on;
  expect(isByStream(ThingRemoved!['rows']!)).toBe(true);
  expect(isByStream(ThingMade!['rows']!)).toBe(false);
  expect(isByStream(GroupMerged!['rows']!)).toBe(false);
  expect(isByStream(GroupClosed!['groups']!)).toBe(false);
});

describe('is refused where it is declared', () => {
  test.each(['Case', 'a-b', 'a__b', 'a"; DROP', 'x'.repeat(49)])('the name %s', (name) => {
    expect(() => named(name)).toThrow('a name is snake case');
  });

  test('a table name that PostgreSQL would cut: table and index within 63 bytes', () => {
    const name = 'x'.repeat(30);
    expect(() => named(name, { clients: plain })).not.toThrow();
    expect(() => named(name, { clientsOf: plain })).not.toThrow();
    expect(() => named(name, { clientsOfIt: plain })).toThrow('is too long for the name of a table with indexes');
  });

  test('a table that is no camel-case name', () => {
    expect(() => named('fine', { 'a b': plain })).toThrow('table a b is not a camel-case name');
  });

  test('an own table that is searched', () => {
    expect(() => named('fine', { clients: plain.search('id') })).toThrow('nothing of it is searched');
  });

  test('an each over a column that holds no text', () => {
    const over = (column: 'names' | 'id') =>
      projectionsOver<{ Closed: { readonly streamId: string } }>()({
        name: 'fine',
        version: 1,
        audience: 'both',
        table: table({ id: key(), names: list(text()) }),
        scope: {},
        on: ({ each }) => ({
          Closed: each(
            column,
            (event) => event.streamId,
            (_, row) => row,
          ),
        }),
      });
    expect(() => over('id')).not.toThrow();
    expect(() => over('names')).toThrow('each looks rows up by names, which is no text column');
  });
});
