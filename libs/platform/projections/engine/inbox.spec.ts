import { Inbox } from './inbox.ts';

test('what comes while a batch is dealt with is the next, and nothing comes after the end', async () => {
  const inbox = new Inbox<string>(10);
  void inbox.put('first');
  expect(await inbox.take()).toEqual(['first']);
  void inbox.put('second');
  void inbox.put('third');
  inbox.end();
  expect([await inbox.take(), await inbox.take()]).toEqual([['second', 'third'], undefined]);
});

test('what no more could come for is told when all that came has been taken', async () => {
  const inbox = new Inbox<string>(10);
  void inbox.put('first');
  inbox.fail(new Error('the log is away'));
  expect(await inbox.take()).toEqual(['first']);
  await expect(inbox.take()).rejects.toThrow('the log is away');
});
