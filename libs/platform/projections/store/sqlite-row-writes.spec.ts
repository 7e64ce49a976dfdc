import { sampleProjection, sampleRow, writing } from '../contract/sample-projection.ts';
import { ROWS } from '../definition/projection.ts';
import { rowWrites } from './sqlite-row-writes.ts';

const projection = sampleProjection('written');
const row = sampleRow('a', { tags: ['x'] });

/** The columns that each statement replaces of a row that is there. */
function replaced(changes: Parameters<typeof rowWrites>[2], isBuilding = false): readonly (readonly string[])[] {
  return [...rowWrites(projection, ROWS, changes, isBuilding)].map(({ text }) =>
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

test('of one that may be there, of many at once, and of any while a version is built, all columns are', () => {
  const all = [...Object.keys(row).filter((column) => column !== 'id'), '_position', '_revision'];
  expect(replaced([writing(row)])).toEqual([all]);
  expect(replaced([writing(row, { before: row })], true)).toEqual([all]);
  const many = Array.from({ length: 501 }, (_, place) => writing(sampleRow(`k${place}`), { before: row }));
  expect(replaced(many)).toEqual([all, all, all, all, all, all]);
});
