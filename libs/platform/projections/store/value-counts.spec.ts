import { ValueCounts } from './value-counts.ts';

test('counts what is rare anew each time, and keeps how common a value was', () => {
  let rows = 3;
  const counted: number[] = [];
  const counts = new ValueCounts((_table, _values, most) => {
    counted.push(most);
    return Math.min(rows, most);
  });
  const of = (stage: string, most = Infinity) => counts.of('tasks', [['stage', stage]], most);
  expect(of('open')).toBe(3);
  rows = 25_000;
  expect([of('open', 400), of('open', 20_000), of('open', 15_000), of('open')]).toEqual([400, 20_000, 20_000, 25_000]);
  rows = 30_000;
  expect([of('open'), of('open', 400), of('closed')]).toEqual([25_000, 25_000, 30_000]);
  expect(counted).toEqual([100_000, 400, 20_000, 100_000, 100_000]);
});
