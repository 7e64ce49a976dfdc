import { CommitNews } from './commit-news.ts';
import { SampleService, referrals } from '../serving/read-model-sample-service.fixture.ts';

const LONG = 20_000;
const { signal: never } = new AbortController();

/** News told by hand. */
function byHand() {
  const told = { listening: 0, tell: (): void => undefined };
  const news = CommitNews.from((listener) => {
    told.listening++;
    told.tell = listener;
    return () => {
      told.listening--;
    };
  });
  return { news, told };
}

test('news wakes all who wait, and there is none for those who have seen it', async () => {
  const { news, told } = byHand();
  const leave = news.join();
  const seen = news.count;
  const waits = [news.after(seen, LONG, never), news.after(seen, LONG, never)];
  told.tell();
  await Promise.all(waits);
  await news.after(seen, LONG, never); // it came before this wait began
  const late = news.after(news.count, 30, never).then(() => 'nothing came');
  expect(await late).toBe('nothing came');
  leave();
});

test('of much news at once the first is told at once, the rest together', async () => {
  const { news, told } = byHand();
  const leave = news.join();
  const seen = news.count;
  for (let time = 0; time < 100; time++) told.tell();
  expect(news.count).toBe(seen + 1);
  await news.after(seen + 1, LONG, never);
  expect(news.count).toBe(seen + 2);
  leave();
});

test('it is listened to only while somebody follows', () => {
  const { news, told } = byHand();
  const leave = [news.join(), news.join()];
  expect(told.listening).toBe(1);
  leave[0]!();
  expect(told.listening).toBe(1);
  leave[1]!();
  expect(told.listening).toBe(0);
});

test('a wait ends when who waits does', async () => {
  const { news } = byHand();
  const gone = new AbortController();
  const waiting = news.after(news.count, LONG, gone.signal);
  gone.abort();
  await waiting;
});

test('where another process keeps the projections, the database is asked, by one for all', async () => {
  const service = await new SampleService().start();
  let asked = 0;
  const news = CommitNews.asking({
    snapshot: (work) => {
      asked++;
      return service.store.snapshot(work);
    },
    look: (projection, query) => service.store.look(projection, query),
    positions: () => service.store.positions(),
    close: async () => undefined,
  });
  const leave = news.join();
  await news.after(news.count, LONG, never); // what there is at the beginning is news
  const seen = news.count;
  const waits = Array.from({ length: 50 }, () => news.after(seen, LONG, never));
  const before = asked;
  await service.write(referrals, new Map());
  await Promise.all(waits);
  expect(asked - before).toBeLessThan(5);
  leave();
  await service.stop();
});
