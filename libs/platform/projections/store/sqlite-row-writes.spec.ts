import { sampleProjection, sampleRow, writing } from '../contract/sample-projection.ts';
import { ROWS } from '../definition/projection.ts';
import { rowWrites } from './sqlite-row-writes.ts';

const projection = sampleProjection('written');
const row = sampleRow('a', { tags: ['x'] });

/** The columns that each statement replaces of a row that is there. */
function replaced(changes: Parameters<typeof rowWrites>[2]): readonly (readonly string[])[] {
  return [...rowWrites(projection, ROWS, changes)].map(({ text }) =>
    [...text.matchAll(/"(\w+)" = excluded/g)].map(([, column]) => column!),
  );
}

test('of a row that the store has, only the columns that have changed are written', () => {
  const moved = writing({ ...row, stage: 'closed', tags: ['x'] }, { before: row });
  const tagged = writing(sampleRow('b', { tags: ['y'] }), { before: sampleRow('b') });
  expect(replaced([moved, tagged, { ...moved, key: 'c' }])).toEqual([
    ['stage', '_position', '_revision'],
    ['tags', '_position', '_revision'],
  ]);
});

test('of one that may be there, and of many at once, all columns are', () => {
  const all = [...Object.keys(row).filter((column) => column !== 'id'), '_position', '_revision'];
  expect(replaced([writing(row)])).toEqual([all]);
  const many = Array.from({ length: 501 }, (_, place) => writing(sampleRow(`k${place}`), { before: row }));
  expect(replaced(many)).toEqual([all, all, all, all, all, all]);
});
