import { branches, simplified } from './page-conditions.ts';
import type { Condition, Scalar } from './read-model-store.ts';

const equal = (column: string, value: Scalar | null): Condition => ({ is: 'equal', column, value });
const oneOf = (column: string, ...values: Scalar[]): Condition => ({ is: 'oneOf', column, values });
const any = (...of: Condition[]): Condition => ({ is: 'any', of });
const all = (...of: Condition[]): Condition => ({ is: 'all', of });

test('conditions within an `all`, and one alone in an `any`, stand by themselves', () => {
  expect(simplified([all(any(any(equal('office', 'a')), any())), all()])).toEqual([equal('office', 'a')]);
});

test('of several that ask one column for values only what they have in common is left', () => {
  expect(simplified([equal('office', 'a'), oneOf('office', 'b', 'a')])).toEqual([equal('office', 'a')]);
  expect(simplified([oneOf('stage', 'x', 'y', 'z'), oneOf('stage', 'z', 'y')])).toEqual([oneOf('stage', 'y', 'z')]);
  expect(simplified([equal('office', 'a'), equal('due', null)])).toEqual([equal('office', 'a'), equal('due', null)]);
});

test('what no row can satisfy is known without a query', () => {
  expect(simplified([equal('office', 'a'), oneOf('office', 'b')])).toBeUndefined();
  expect(simplified([any()])).toBeUndefined();
  expect(simplified([oneOf('stage')])).toBeUndefined();
});

test('alternatives of columns are looked for each by itself, without what those before it have found', () => {
  const [one, other, stage] = [equal('office', 'a'), equal('person', 'p'), equal('stage', 'x')];
  expect(branches([any(one, other), stage])).toEqual([
    { where: [one, stage], without: [] },
    { where: [other, stage], without: [one] },
  ]);
  expect(branches([stage])).toEqual([{ where: [stage], without: [] }]);
});

test('an alternative that the other conditions rule out is not looked for', () => {
  const [one, other] = [equal('office', 'a'), equal('office', 'b')];
  expect(branches([any(one, other), oneOf('office', 'b', 'c')])).toEqual([{ where: [other], without: [one] }]);
});
