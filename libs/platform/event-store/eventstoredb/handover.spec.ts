import { Handover } from './handover.ts';

const takeAll = (handover: Handover<number>): number[] => {
  const taken: number[] = [];
  for (let item = handover.take(); item !== undefined; item = handover.take()) taken.push(item);
  return taken;
};

describe('a handover', () => {
  test('hands on in order what was put in, whatever was taken in between', () => {
    const handover = new Handover<number>(4);
    const taken: number[] = [];
    for (let item = 1; item <= 20; item++) {
      handover.put(item);
      if (item % 3 === 0) taken.push(handover.take()!, handover.take()!);
    }
    expect([...taken, ...takeAll(handover)]).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('wakes who waits for more', async () => {
    const handover = new Handover<number>(4);
    const more = handover.more();
    handover.put(7);
    expect(await more).toBe(true);
    expect(takeAll(handover)).toEqual([7]);
  });

  test('is full at its limit, and has room when half of it is free', async () => {
    const handover = new Handover<number>(4);
    for (const item of [1, 2, 3]) handover.put(item);
    expect(handover.full).toBe(false);
    handover.put(4);
    expect(handover.full).toBe(true);
    let room = false;
    const waiting = handover.room().then(() => {
      room = true;
    });
    handover.take();
    await Promise.resolve();
    expect([handover.full, room]).toEqual([false, false]);
    handover.take();
    await waiting;
    expect(room).toBe(true);
  });

  test('hands on nothing after its end, and releases who waits', async () => {
    const handover = new Handover<number>(1);
    const [more, room] = [handover.more(), handover.room()];
    handover.end();
    handover.put(1);
    expect(await more).toBe(false);
    await room;
    expect(handover.take()).toBeUndefined();
  });

  test('throws what it was ended with first', async () => {
    const handover = new Handover<number>(1);
    handover.end(new Error('first'));
    handover.end(new Error('second'));
    await expect(handover.more()).rejects.toThrow('first');
  });
});
