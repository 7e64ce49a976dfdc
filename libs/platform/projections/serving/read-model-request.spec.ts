import { Problem } from '#platform/http';
import type { ServedProjection } from './read-model-parameters.ts';
import { parsePageRequest, parseRowRequest, type RawParameters } from './read-model-request.ts';
import { officeTasks, referrals } from './read-model-sample-service.fixture.ts';

const parse = (raw: RawParameters, of = referrals) => parsePageRequest(of as ServedProjection, raw);

/** Path and code of everything that is refused. */
function faults(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.init.errors!.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
  return [];
}

test('a list without parameters is its first 50 rows by its first sort', () => {
  expect(parse({})).toEqual({
    filters: [],
    filteredColumns: [],
    order: { column: 'dueOn', descending: false },
    q: undefined,
    cursor: undefined,
    limit: 50,
    minPosition: undefined,
  });
});

test('every parameter finds its place', () => {
  expect(
    parse({
      ...{ stage: ['received', 'accepted', 'received'], persons: '5', circumstances: ['LAYOFF', 'OTHER'] },
      ...{ dueOnFrom: '2026-05-01', dueOnTo: '2026-05-31' },
      ...{ sort: '-persons', q: '浅草', cursor: 'c', limit: '200', minPosition: '7' },
    }),
  ).toEqual({
    filters: [
      { is: 'oneOf', column: 'stage', values: ['received', 'accepted'] },
      { is: 'atLeast', column: 'dueOn', value: '2026-05-01' },
      { is: 'atMost', column: 'dueOn', value: '2026-05-31' },
      { is: 'oneOf', column: 'persons', values: [5] },
      {
        is: 'any',
        of: [
          { is: 'containing', column: 'circumstances', value: 'LAYOFF' },
          { is: 'containing', column: 'circumstances', value: 'OTHER' },
        ],
      },
    ],
    filteredColumns: ['stage', 'dueOn', 'persons', 'circumstances'],
    order: { column: 'persons', descending: true },
    q: '浅草',
    cursor: 'c',
    limit: 200,
    minPosition: 7,
  });
});

test.each<[RawParameters, string[]]>([
  [{ colour: 'red' }, ['colour UNKNOWN_PARAMETER']],
  [{ stageFrom: 'a' }, ['stageFrom UNKNOWN_PARAMETER']],
  [{ ['x'.repeat(200)]: '' }, [`${'x'.repeat(100)} UNKNOWN_PARAMETER`]],
  [{ sort: 'stage' }, ['sort IS_IN']],
  [{ sort: '--dueOn' }, ['sort IS_IN']],
  [{ limit: '0' }, ['limit LIMIT']],
  [{ limit: '201' }, ['limit LIMIT']],
  [{ limit: '1e1' }, ['limit LIMIT']],
  [{ limit: '-1' }, ['limit LIMIT']],
  [{ limit: ['5', '6'] }, ['limit ONCE']],
  [{ q: '' }, ['q LENGTH']],
  [{ q: ' \u3000' }, ['q LENGTH']],
  [{ q: 'a'.repeat(101) }, ['q LENGTH']],
  [{ persons: ['1', 'two'] }, ['persons IS_INTEGER']],
  [{ persons: Array.from({ length: 101 }, (_, n) => String(n)) }, ['persons TOO_MANY_VALUES']],
  [{ dueOnFrom: 'tomorrow' }, ['dueOnFrom IS_DAY']],
  [{ dueOnTo: ['2026-05-01', '2026-05-02'] }, ['dueOnTo ONCE']],
  [{ cursor: '' }, ['cursor CURSOR_INVALID']],
  [{ cursor: 'x'.repeat(2_001) }, ['cursor CURSOR_INVALID']],
  [{ minPosition: 'soon' }, ['minPosition IS_POSITION']],
  [
    { x: '1', limit: '0', stage: '\u0000', minPosition: '' },
    ['x UNKNOWN_PARAMETER', 'stage LENGTH', 'limit LIMIT', 'minPosition IS_POSITION'],
  ],
])('%j is refused, naming what is at fault', (raw, expected) => {
  expect(faults(() => parse(raw))).toEqual(expected);
});

test('a table that is not searched has no q', () => {
  expect(faults(() => parse({ q: 'a' }, officeTasks))).toEqual(['q UNKNOWN_PARAMETER']);
});

test('one row takes minPosition and nothing else', () => {
  expect(parseRowRequest({ minPosition: '3' })).toEqual({ minPosition: 3 });
  expect(faults(() => parseRowRequest({ limit: '1', q: 'a' }))).toEqual([
    'limit UNKNOWN_PARAMETER',
    'q UNKNOWN_PARAMETER',
  ]);
});
