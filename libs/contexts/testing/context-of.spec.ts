import { contexts } from '#contexts/programme';
import { contextOf, knownCategories } from './context-of.ts';

const owners = contexts.flatMap(({ name, aggregates }) => aggregates.map(({ category }) => ({ name, category })));

test('the categories that are known are those of the programme', () => {
  expect([...knownCategories].sort()).toEqual(owners.map(({ category }) => category).sort());
});

test.each(owners)('$category belongs to $name', async ({ name, category }) => {
  expect((await contextOf(category)).name).toBe(name);
});

test('what is decided on things of a category is decided in their context alone', () => {
  const elsewhere = contexts.flatMap(({ aggregates, decisions }) =>
    decisions.filter(({ aggregate }) => !aggregates.includes(aggregate)).map(({ name }) => name),
  );
  expect(elsewhere).toEqual([]);
});
