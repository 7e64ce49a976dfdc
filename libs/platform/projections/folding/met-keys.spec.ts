import { MetKeys } from './met-keys.ts';

test('a key that was met may be there, and hardly any other, however many they are', () => {
  const keys = new MetKeys();
  for (let at = 0; at < 5_000; at++) keys.add(`0d7cfa1c-7a52-5b5c-9d4f-${String(at).padStart(12, '0')}`);
  const met = Array.from({ length: 10_000 }, (_, at) =>
    keys.mayHave(`0d7cfa1c-7a52-5b5c-9d4f-${String(at).padStart(12, '0')}`),
  );
  expect(met.slice(0, 5_000).filter((is) => !is)).toEqual([]);
  expect(met.slice(5_000).filter((is) => is).length).toBeLessThan(5);
});

test('nothing may be there before anything was met', () => {
  expect(new MetKeys().mayHave('a')).toBe(false);
});

test('what was met twice is there, and takes no second place', () => {
  const keys = new MetKeys();
  for (let at = 0; at < 3_000; at++) keys.add('a');
  expect([keys.mayHave('a'), keys.mayHave('b')]).toEqual([true, false]);
});
