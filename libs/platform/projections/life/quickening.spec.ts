import type { ProjectionFeed } from '../engine/projection-feed.ts';
import { Quickening } from './quickening.ts';

interface Told {
  state: string;
  serves: boolean;
}

const quickened: string[] = [];
let hasAll = true;
beforeEach(() => {
  quickened.length = 0;
  hasAll = true;
});

function feed(name: string, told: Told): ProjectionFeed & Told {
  const quicken = () => Promise.resolve(quickened.push(name) > 0 && hasAll);
  return Object.assign(told, { projection: { name }, quicken }) as unknown as ProjectionFeed & Told;
}

test('waits until of each projection something serves, and does each once', async () => {
  const inbox = feed('inbox', { state: 'live', serves: true });
  const funnel = feed('funnel', { state: 'building', serves: false });
  const feeds = new Set<ProjectionFeed>([inbox, funnel]);
  const quickening = new Quickening(new AbortController().signal);
  quickening.add(inbox);
  await quickening.run(feeds);
  funnel.state = 'verifying';
  await quickening.run(feeds);
  expect(quickened).toEqual([]);
  Object.assign(funnel, { state: 'live', serves: true });
  quickening.add(funnel);
  await quickening.run(feeds);
  await quickening.run(feeds);
  expect(quickened).toEqual(['inbox', 'funnel']);
});

test('what is built beside one that serves holds nothing up; what serves no more is left as it is', async () => {
  const inbox = feed('inbox', { state: 'live', serves: true });
  const replaced = feed('funnel', { state: 'verifying', serves: false });
  const funnel = feed('funnel', { state: 'live', serves: true });
  const quickening = new Quickening(new AbortController().signal);
  quickening.add(replaced);
  quickening.add(inbox);
  await quickening.run(new Set<ProjectionFeed>([inbox, replaced, funnel]));
  expect(quickened).toEqual(['inbox']);
});

test('one that has few rows is looked at again, a minute later', async () => {
  const inbox = feed('inbox', { state: 'live', serves: true });
  const feeds = new Set<ProjectionFeed>([inbox]);
  let now = 0;
  const quickening = new Quickening(new AbortController().signal, () => now);
  const ranAt = async (ms: number) => {
    now = ms;
    await quickening.run(feeds);
    return quickened.length;
  };
  quickening.add(inbox);
  hasAll = false;
  expect([await ranAt(0), await ranAt(200), await ranAt(59_999), await ranAt(60_000)]).toEqual([1, 1, 1, 2]);
  hasAll = true;
  expect([await ranAt(120_000), await ranAt(180_000)]).toEqual([3, 3]);
});
