import fc from 'fast-check';
import { boolean, instant, integer, key, list, text } from '../definition/column.ts';
import { type Projection, projectionsOver, table } from '../definition/definition.ts';
import type { Condition, PageQuery, ReadModelStore, Row } from '../store/read-model-store.ts';
import { checkpointAt, writing } from './sample-projection.ts';

/** A read model that is read by office, by person and as a whole, with filters and sorts of several kinds. */
const firstVisits = projectionsOver<object>()({
  name: 'visits',
  version: 1,
  audience: 'both',
  table: table({
    visitId: key(),
    officeId: text(),
    personId: text().nullable(),
    stage: text(),
    isUrgent: boolean(),
    topics: list(text()),
    offices: list(text()),
    heldAt: instant(),
    dueAt: instant().nullable(),
    persons: integer(),
  })
    .index('officeId', 'stage', 'dueAt')
    .search('stage'),
  scope: { offices: ['officeId', 'offices'], persons: ['personId'] },
  serve: {
    path: 'visits',
    summary: 'Visits',
    filters: ['officeId', 'stage', 'isUrgent', 'topics', 'heldAt'],
    sorts: ['dueAt', 'heldAt', 'visitId', 'persons'],
  },
  on: {},
});

const offices = ['o1', 'o2', 'o3'];
const stages = ['open', 'closed', '取下げ', '𠮷'];
const topics = ['人', '"', '\\', 'a', 'ab'];
const instants = [1, 2, 3, 4].map((day) => `2026-04-0${day}T00:00:00.000Z`);

const row = fc.record({
  officeId: fc.constantFrom(...offices),
  personId: fc.constantFrom('p1', 'p2', null),
  stage: fc.constantFrom(...stages),
  isUrgent: fc.boolean(),
  topics: fc.subarray(topics),
  offices: fc.subarray(offices),
  heldAt: fc.constantFrom(...instants),
  dueAt: fc.constantFrom(...instants, null),
  persons: fc.integer({ min: -3, max: 3 }),
});

const valueCondition = fc.oneof(
  fc.constantFrom(...offices).map((value): Condition => ({ is: 'equal', column: 'officeId', value })),
  fc.constantFrom('p1', 'p2').map((value): Condition => ({ is: 'equal', column: 'personId', value })),
  fc.subarray(offices).map((values): Condition => ({ is: 'oneOf', column: 'officeId', values })),
  fc.subarray(stages).map((values): Condition => ({ is: 'oneOf', column: 'stage', values })),
  fc.boolean().map((value): Condition => ({ is: 'equal', column: 'isUrgent', value })),
  fc.constantFrom(...topics).map((value): Condition => ({ is: 'containing', column: 'topics', value })),
  fc.constantFrom(...offices).map((value): Condition => ({ is: 'containing', column: 'offices', value })),
  fc.constantFrom(...instants).map((value): Condition => ({ is: 'equal', column: 'dueAt', value })),
  fc.constant<Condition>({ is: 'equal', column: 'dueAt', value: null }),
  fc.constantFrom(...instants).map((value): Condition => ({ is: 'atLeast', column: 'heldAt', value })),
  fc.constantFrom(...instants).map((value): Condition => ({ is: 'atMost', column: 'dueAt', value })),
);
const condition = fc.oneof(
  { weight: 3, arbitrary: valueCondition },
  { weight: 1, arbitrary: fc.array(valueCondition, { maxLength: 3 }).map((of): Condition => ({ is: 'any', of })) },
  { weight: 1, arbitrary: fc.array(valueCondition, { maxLength: 3 }).map((of): Condition => ({ is: 'all', of })) },
);

/** With every index made, and with those of a short list alone, a page by any of them holds what it is to hold, in order. */
export function quickPagesContract(theStore: () => ReadModelStore): void {
  test.each([
    ['every index', 1, 0],
    ['the indexes of a short list', 2, 1_000],
  ])('pages by %s hold what the conditions say, in order, on and on', async (_, version, many) => {
    const visits = { ...firstVisits, version };
    const store = theStore();
    const rows: Row[] = fc
      .sample(row, { numRuns: 300, seed: 7 })
      .map((values, place) => ({ visitId: `v${String((place * 7919) % 1000).padStart(3, '0')}`, ...values }));
    await store.ensure(visits);
    const changes = rows.map((each) => writing(each, { key: String(each['visitId']) }));
    await store.commit(visits, { expected: undefined, checkpoint: checkpointAt(1), changes });
    await store.makeServable(visits);
    await store.quicken(visits, new AbortController().signal, many);
    await changeSome(store, visits, rows);
    const asked = fc.record({
      where: fc.array(condition, { maxLength: 3 }),
      order: fc.record({ column: fc.constantFrom(...visits.serve!.sorts), descending: fc.boolean() }),
      limit: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async (query) => {
        const expected = rows.filter((each) => query.where.every((one) => holds(one, each)));
        expected.sort((a, b) => compared(a, b, query.order));
        expect(await walked(store, visits, query)).toEqual(expected.map((each) => each['visitId']));
      }),
      { numRuns: 150 },
    );
  });
}

/** Rows come, change and go while the indexes are there. */
async function changeSome(store: ReadModelStore, visits: Projection, rows: Row[]): Promise<void> {
  const gone = rows.splice(0, 40).map((each) => writing(each, { key: String(each['visitId']), row: undefined }));
  const [changed, made] = [8, 9].map((seed) => fc.sample(row, { numRuns: 40, seed }));
  const come = made!.map((values, place) => ({ visitId: `w${place}`, ...values }));
  const moved = changed!.map((values, place) => ({ visitId: rows[place]!['visitId'], ...values }));
  rows.splice(0, moved.length, ...moved, ...come);
  const kept = [...moved, ...come].map((each) => writing(each, { key: String(each.visitId) }));
  await store.commit(visits, {
    expected: checkpointAt(1),
    checkpoint: checkpointAt(2),
    changes: [...gone, ...kept],
  });
}

async function walked(store: ReadModelStore, visits: Projection, query: PageQuery): Promise<readonly string[]> {
  const keys: string[] = [];
  let after: PageQuery['after'];
  for (;;) {
    const page = { ...query, ...(after && { after }) };
    const rows = await store.snapshot((snapshot) => snapshot.page(visits, page));
    keys.push(...rows.map(({ key: found }) => found));
    const last = rows.at(-1);
    if (!last || rows.length < query.limit) return keys;
    after = { value: last.row[query.order.column] as string | number | boolean | null, key: last.key };
  }
}

function holds(one: Condition, of: Row): boolean {
  switch (one.is) {
    case 'all':
      return one.of.every((each) => holds(each, of));
    case 'any':
      return one.of.some((each) => holds(each, of));
    case 'equal':
      return of[one.column] === one.value;
    case 'oneOf':
      return one.values.includes(of[one.column] as string);
    case 'containing':
      return (of[one.column] as readonly unknown[]).includes(one.value);
    case 'atLeast':
      return of[one.column] !== null && String(of[one.column]) >= String(one.value);
    case 'atMost':
      return of[one.column] !== null && String(of[one.column]) <= String(one.value);
    case 'found':
      throw new Error('not asked here');
  }
}

function compared(a: Row, b: Row, { column, descending }: PageQuery['order']): number {
  const [one, other] = [a[column] as string | number | null, b[column] as string | number | null];
  if (one === null || other === null) {
    if (one !== other) return one === null ? 1 : -1;
  } else if (one !== other) return one < other === descending ? 1 : -1;
  return String(a['visitId']) < String(b['visitId']) === descending ? 1 : -1;
}
