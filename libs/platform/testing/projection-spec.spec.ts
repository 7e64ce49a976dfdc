import { type EventOf, eventType, eventVersion, Type } from '#platform/event-schema';
import { integer, key, projectionsOver, table, text } from '#platform/projections';
import { given, on } from './projection-spec.ts';

const versionOf = <const S extends Parameters<typeof Type.Object>[0]>(fields: S, example: object) =>
  eventVersion({ schema: Type.Object(fields), examples: [example as never] });
const contract = { words: { en: 'x', ja: 'x' }, dataClass: 'A' } as const;
const BookLent = eventType('BookLent', { ...contract, versions: [versionOf({ to: Type.String() }, { to: 'a' })] });

interface Events {
  readonly BookLent: EventOf<typeof BookLent>;
}

const books = table({ bookId: key(), reader: text() });
const readModel = { name: 'lent', version: 1, audience: 'both', scope: {} } as const;
const lent = projectionsOver<Events>()({
  ...readModel,
  table: books,
  on: { BookLent: (event) => ({ bookId: event.streamId, reader: event.data.to }) },
});
const lentAndReaders = projectionsOver<Events>()({
  ...readModel,
  tables: { rows: books, readers: table({ reader: key(), books: integer() }) },
  on: {
    rows: { BookLent: (event) => ({ bookId: event.streamId, reader: event.data.to }) },
    readers: {
      BookLent: {
        keyOf: (event) => event.data.to,
        fold: (_, row, { key: reader }) => ({ reader, books: (row?.books ?? 0) + 1 }),
      },
    },
  },
});

const twoBooks = given(on('book-2', BookLent({ to: 'Ken' })), on('book-1', BookLent({ to: 'Ken' })));
const rows = [
  { bookId: '1', reader: 'Ken' },
  { bookId: '2', reader: 'Ken' },
];
const readers = [{ reader: 'Ken', books: 2 }];

test('the rows of a table are compared, in any order', async () => {
  await twoBooks.thenRows(lent, rows);
  await twoBooks.thenRows(lent, [...rows].reverse());
});

test('the rows of all tables are compared', () => twoBooks.thenRows(lentAndReaders, { rows, readers }));

test.each<[string, Parameters<typeof twoBooks.thenRows>[1]]>([
  ['a row too few', { rows: rows.slice(1), readers }],
  ['a row too many', { rows: [...rows, { bookId: '3', reader: 'Ken' }], readers }],
  ['another value', { rows, readers: [{ reader: 'Ken', books: 1 }] }],
  ['a value too few', { rows, readers: [{ reader: 'Ken' }] }],
  ['a table too few', { rows }],
  ['the served table alone', rows],
])('%s is noticed', (_, expected) => expect(twoBooks.thenRows(lentAndReaders, expected)).rejects.toThrow());
