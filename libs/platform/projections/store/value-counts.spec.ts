import { ValueCounts } from './value-counts.ts';

test('counts what is rare anew each time, and keeps how common a value was', () => {
  let rows = 3;
  const counts = new ValueCounts((_table, _values, most) => Math.min(rows, most));
  expect(counts.of('tasks', [['stage', 'open']])).toBe(3);
  rows = 25_000;
  expect(counts.of('tasks', [['stage', 'open']])).toBe(25_000);
  rows = 30_000;
  expect(counts.of('tasks', [['stage', 'open']])).toBe(25_000);
  expect(counts.of('tasks', [['stage', 'closed']])).toBe(30_000);
});
