import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { systemClock as clock } from '#platform/clock';
import { instant, key, table, text } from '../index.ts';
import { checkpointAt, writing } from '../contract/sample-projection.ts';
import { projectionsOver } from '../definition/definition.ts';
import type { Condition, PageQuery } from './read-model-store.ts';
import { openSqliteReadModels } from './sqlite-read-model-store.ts';

const visits = projectionsOver<object>()({
  name: 'visits',
  version: 1,
  audience: 'both',
  table: table({ visitId: key(), officeId: text(), madeAt: instant(), dueAt: instant().nullable() }),
  scope: { offices: ['officeId'] },
  serve: { path: 'visits', summary: 'Visits', filters: ['dueAt'], sorts: ['madeAt'] },
  on: {},
});

/** Every 80 minutes one, due a week later; every seventh is not. */
const rows = Array.from({ length: 14_000 }, (_, place) => {
  const madeAt = Date.UTC(2024, 0, 1) + place * 4_800_000;
  return {
    visitId: `v${(place * 7_919) % 14_000}`,
    officeId: place % 3 === 0 ? 'o1' : 'o2',
    madeAt: new Date(madeAt).toISOString(),
    dueAt: place % 7 === 0 ? null : new Date(madeAt + 604_800_000).toISOString(),
  };
});
const [from, to] = ['2024-02-29T12:00:00.000Z', '2026-02-01T00:00:00.000Z'];
const span: readonly Condition[] = [
  { is: 'atLeast', column: 'dueAt', value: from },
  { is: 'atMost', column: 'dueAt', value: to },
];
const folder = mkdtempSync(join(tmpdir(), 'tasuki-months-'));
const store = openSqliteReadModels(join(folder, 'read-models.db'), { clock });

beforeAll(async () => {
  await store.ensure(visits);
  const changes = rows.map((row) => writing(row, { key: row.visitId }));
  await store.commit(visits, { expected: undefined, checkpoint: checkpointAt(1), changes });
  await store.makeServable(visits);
  await store.quicken(visits, new AbortController().signal, 0);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test('a span of many rows, gone by month by month, holds them in the other order, on and on', async () => {
  const within = rows.filter(({ dueAt }) => dueAt !== null && dueAt >= from! && dueAt <= to!);
  expect(within).toHaveLength(10_839);
  for (const [descending, where] of [
    [false, span],
    [true, span],
    [true, [...span, { is: 'oneOf', column: 'officeId', values: ['o2'] }] as const],
  ] as const) {
    const expected = within.filter(({ officeId }) => where === span || officeId === 'o2');
    if (descending) expected.reverse();
    let after: PageQuery['after'];
    const read: string[] = [];
    while (read.length < 120) {
      const query = { where, order: { column: 'madeAt', descending }, limit: 40, ...(after && { after }) };
      const page = await store.snapshot((snapshot) => snapshot.page(visits, query));
      read.push(...page.map(({ key: one }) => one));
      after = { value: page.at(-1)!.row['madeAt'] as string, key: page.at(-1)!.key };
    }
    expect(read).toEqual(expected.slice(0, 120).map(({ visitId }) => visitId));
  }
});

test('the index of months is one that SQLite goes by', () => {
  const db = new SqliteDatabase(join(folder, 'read-models.db'), { readonly: true });
  const plan = db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT * FROM visits__v1 WHERE +dueAt >= '2024-03-02' AND substr("dueAt", 1, 7) = '2024-03'
       ORDER BY madeAt, visitId LIMIT 40`,
    )
    .all();
  db.close();
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH visits__v1 USING INDEX visits__v1__i[0-9a-f]{6} \(<expr>=\?\)$/),
  ]);
});
