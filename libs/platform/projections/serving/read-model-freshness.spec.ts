import { awaitPosition, type Waiting } from './read-model-freshness.ts';

const lagAt: Waiting['lagAt'] = async (position) => ({ events: 20 - position, seconds: 1.5 });

/** Answers these positions in turn, the last one for ever. */
const positions = (...all: number[]) => {
  let asked = 0;
  return { reached: async () => all[Math.min(asked++, all.length - 1)]!, asked: () => asked };
};

test('it looks again until the position is there', async () => {
  const { reached, asked } = positions(1, 2, 3, 4);
  await awaitPosition({ reached, wanted: 3, limitMs: 5_000, lagAt });
  expect(asked()).toBe(3);
});

test('what is there already is not waited for', async () => {
  const { reached } = positions(7);
  const announced = () => Promise.reject(new Error('waited'));
  await awaitPosition({ reached, wanted: 7, limitMs: 5_000, announced, lagAt });
});

test('where the projections are kept, one announced wait stands for all looking', async () => {
  const { reached, asked } = positions(1, 3);
  const waits: number[] = [];
  await awaitPosition({ reached, wanted: 3, limitMs: 5_000, announced: async (ms) => waits.push(ms), lagAt });
  expect([asked(), waits]).toEqual([2, [5_000]]);
});

test.each([undefined, async () => false])(
  'what is not reached is told: how far it has come, how far it is behind, and to come back',
  async (announced) => {
    const { reached } = positions(5);
    await expect(awaitPosition({ reached, wanted: 9, limitMs: 10, announced, lagAt })).rejects.toMatchObject({
      init: {
        status: 503,
        code: 'POSITION_NOT_REACHED',
        extensions: { position: 5, minPosition: 9, lag: { events: 15, seconds: 1.5 } },
        headers: { 'Retry-After': '1' },
      },
    });
  },
);
