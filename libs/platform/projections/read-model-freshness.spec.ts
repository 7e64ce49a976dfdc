import { awaitPosition } from './read-model-freshness.ts';

/** Answers these positions in turn, the last one for ever. */
const positions = (...all: number[]) => {
  let asked = 0;
  return { reached: async () => all[Math.min(asked++, all.length - 1)]!, asked: () => asked };
};

test('it looks again until the position is there', async () => {
  const { reached, asked } = positions(1, 2, 3, 4);
  await awaitPosition(reached, 3, 5_000);
  expect(asked()).toBe(3);
});

test('what is there already is not waited for', async () => {
  const { reached } = positions(7);
  await awaitPosition(reached, 7, 5_000, () => Promise.reject(new Error('waited')));
});

test('where the projections are kept, one announced wait stands for all looking', async () => {
  const { reached, asked } = positions(1, 3);
  const announced: number[] = [];
  await awaitPosition(reached, 3, 5_000, async (limitMs) => announced.push(limitMs));
  expect([asked(), announced]).toEqual([2, [5_000]]);
});

test.each([undefined, async () => false])(
  'what is not reached is told: how far it is, and to come back',
  async (wait) => {
    await expect(awaitPosition(positions(5).reached, 9, 10, wait)).rejects.toMatchObject({
      init: {
        status: 503,
        code: 'POSITION_NOT_REACHED',
        extensions: { position: 5, minPosition: 9 },
        headers: { 'Retry-After': '1' },
      },
    });
  },
);
