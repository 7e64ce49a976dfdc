import { MessageChannel } from 'node:worker_threads';
import { Turns } from './turns.ts';

/** A piece of work that takes as long as is wanted. */
function work(name: string, did: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    begin: async () => {
      did.push(`${name} begins`);
      await promise;
      did.push(`${name} ends`);
    },
    end: resolve,
  };
}

const turn = () => new Promise(setImmediate);

test('pages are built one after another, in the order they were asked for', async () => {
  const [turns, did] = [new Turns(), [] as string[]];
  const [first, second] = [work('first', did), work('second', did)];
  const built = [turns.build(first.begin), turns.build(second.begin)];
  await turn();
  second.end();
  await turn();
  expect(did).toEqual(['first begins']);
  first.end();
  await Promise.all(built);
  expect(did).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('what has just happened is dealt with at once, and a page waits for it, but for nothing that came later', async () => {
  const [turns, did] = [new Turns(), [] as string[]];
  const [page, now, later] = [work('page', did), work('now', did), work('later', did)];
  const [dealt, built] = [turns.live(now.begin), turns.build(page.begin)];
  expect(did).toEqual(['now begins']);
  await turn();
  await turn();
  const dealtLater = turns.live(later.begin);
  expect(did).toEqual(['now begins', 'later begins']);
  now.end();
  page.end();
  await Promise.all([dealt, built]);
  expect(did).toEqual(['now begins', 'later begins', 'now ends', 'page begins', 'page ends']);
  later.end();
  await dealtLater;
});

test('messages that have come are heard before each page', async () => {
  const [turns, did] = [new Turns(), [] as string[]];
  const { port1, port2 } = new MessageChannel();
  port2.on('message', () => did.push('message'));
  const pages = ['first', 'second'].map((name) =>
    turns.build(async () => {
      did.push(name);
      if (name === 'first') port1.postMessage('');
    }),
  );
  await Promise.all(pages);
  port1.close();
  expect(did).toEqual(['first', 'message', 'second']);
});

test('a page that fails keeps no other from being built', async () => {
  const turns = new Turns();
  const failed = turns.build(() => Promise.reject(new RangeError('page')));
  const built = turns.build(() => Promise.resolve(2));
  await expect(failed).rejects.toThrow(RangeError);
  expect(await built).toBe(2);
});
