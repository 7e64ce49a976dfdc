import { things } from '../contract/sample-things.ts';
import type { RowSource } from './fold-batch.ts';
import { HeldRows, holdMuch } from './held-rows.ts';

test.each([
  [15_999_999, false, false],
  [16_000_000, false, true],
  [3_999_999, true, false],
  [4_000_000, true, true],
])('%i bytes held together, beside versions that serve or not (%j): much is %j', (bytes, besideOthers, isMuch) => {
  expect(holdMuch([{ held: bytes - 1000 }, { held: 1000 }], besideOthers)).toBe(isMuch);
});

describe('rows that the store may have', () => {
  const asked: string[] = [];
  const store: RowSource = {
    load: async (_, keys) => {
      asked.push(...keys);
      return new Map();
    },
    loadWhere: async () => new Map(),
  };
  const made = (key: string) => ({ key, row: { thingId: key }, before: undefined, position: 1, revision: null });
  let held: HeldRows;

  beforeEach(() => {
    asked.length = 0;
    held = new HeldRows(things, store);
  });

  /** Holds and passes on `a`, then `b`, so that `a` is not found in memory any more; then these are loaded. */
  async function load(...keys: readonly string[]): Promise<readonly string[]> {
    for (const key of ['a', 'b']) {
      held.hold({ changes: [made(key)], ownChanges: new Map() });
      held.pass();
    }
    return [...(await held.load(things, keys)).keys()];
  }

  test('are looked for there, where it had none at first: of all others it is known that it has not', async () => {
    held.clear(true);
    expect(await load('a', 'b', 'c')).toEqual(['b']);
    expect(asked).toEqual(['a']);
  });

  test('are all, where it is not known what it had, or had added since', async () => {
    held.clear();
    await load('a', 'c');
    held.clear(true);
    held.forget();
    await load('c');
    expect(asked).toEqual(['a', 'c', 'c']);
  });

  test('are none of a table that nothing was held of', async () => {
    held.clear(true);
    expect(await held.load(things, ['a'], 'others')).toEqual(new Map());
    expect(asked).toEqual([]);
  });
});

test('rows that hold a value are found on their way, though the store had them only after it was asked', async () => {
  const asked = Promise.withResolvers<void>();
  const held = new HeldRows(things, {
    load: async () => new Map(),
    loadWhere: async () => {
      await asked.promise;
      return new Map();
    },
  });
  const row = { thingId: 'a', group: 'g' };
  held.hold({ changes: [{ key: 'a', row, before: undefined, position: 1, revision: null }], ownChanges: new Map() });
  held.pass();
  const found = held.loadWhere(things, 'group', ['g']);
  held.forget();
  asked.resolve();
  expect([...(await found).keys()]).toEqual(['a']);
});
