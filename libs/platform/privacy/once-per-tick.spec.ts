import { oncePerTick } from './once-per-tick.ts';

test('the questions of a tick are asked at once, each once; those of the next one apart', async () => {
  const asked: (readonly number[])[] = [];
  const square = oncePerTick(async (numbers: readonly number[]) => {
    asked.push(numbers);
    return new Map(numbers.filter((n) => n > 0).map((n) => [n, n * n]));
  });
  expect(await Promise.all([square(1), square(2), square(1), square(-1)])).toEqual([1, 4, 1, undefined]);
  expect(await square(2)).toBe(4);
  expect(asked).toEqual([[1, 2, -1], [2]]);
});

test('a failure is the failure of all who asked, and of nobody later', async () => {
  let broken = true;
  const ask = oncePerTick(async (questions: readonly string[]) => {
    if (broken) throw new Error('no');
    return new Map(questions.map((question) => [question, 'yes']));
  });
  const answers = await Promise.allSettled([ask('a'), ask('b')]);
  expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await ask('a')).toBe('yes');
});
