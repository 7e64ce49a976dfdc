import { expect } from '@jest/globals';
import { createSecretKey, KeyObject, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { KeyTaken, SubjectErased, WrongMasterKey, type KeyStore, type SubjectKey } from './key-store.ts';

/** A database of keys, empty at first, that may be opened several times at once. */
export interface KeyDatabase {
  open(options?: { masterKey?: Buffer; cachedKeys?: number }): Promise<KeyStore>;
  readonly masterKey: Buffer;
  /** Number of transactions that made keys so far. */
  keyTransactions(): Promise<number>;
  /** The wrapped key as it is stored. */
  wrapped(subjectId: string): Promise<Buffer>;
  /** All bytes that the database's files hold, its server's write-ahead log excepted. */
  bytes(): Promise<Buffer>;
  discard(): Promise<void>;
}

/** The files of a folder, joined. */
export function bytesIn(folder: string, isWanted: (file: string) => boolean = () => true): Buffer {
  return Buffer.concat(
    readdirSync(folder)
      .filter(isWanted)
      .map((file) => readFileSync(join(folder, file))),
  );
}

/** Keys compare by their bytes: jest sees no difference between two KeyObjects by itself. */
function equalKeys(a: unknown, b: unknown): boolean | undefined {
  return a instanceof KeyObject && b instanceof KeyObject ? a.equals(b) : undefined;
}

/** What every key store does. */
export function keyStoreContract(name: string, create: () => Promise<KeyDatabase>): void {
  describe(`key store: ${name}`, () => {
    beforeAll(() => expect.addEqualityTesters([equalKeys]));
    let database: KeyDatabase;
    let opened: KeyStore[];
    const open = async (options?: { masterKey?: Buffer; cachedKeys?: number }) => {
      const store = await database.open(options);
      opened.push(store);
      return store;
    };
    beforeEach(async () => {
      opened = [];
      database = await create();
    });
    afterEach(async () => {
      await Promise.all(opened.map((store) => store.close()));
      await database.discard();
    });

    test('a key is made once, and is there for ever', async () => {
      const store = await open();
      const key = await store.keyFor('client-1');
      expect(key).toEqual({ subjectId: 'client-1', keyId: key.keyId, key: key.key });
      expect(key.key.symmetricKeySize).toBe(32);
      expect(await store.keyFor('client-1')).toEqual(key);
      await store.close();
      opened = [];
      const later = await open();
      expect(await later.existing('client-1', key.keyId)).toEqual(key);
      expect(await later.keyFor('client-1')).toEqual(key);
      expect((await later.keyFor('client-2')).key.equals(key.key)).toBe(false);
    });

    test('a key is durable when it is answered: another connection has it', async () => {
      const [a, b] = [await open(), await open()];
      const key = await a.keyFor('client-1');
      expect(await b.existing('client-1', key.keyId)).toEqual(key);
    });

    test('concurrent requests, of several processes too, get one key', async () => {
      const stores = [await open(), await open(), await open()];
      const keys = await Promise.all([...stores, ...stores].map((store) => store.keyFor('client-1')));
      expect(keys).toEqual(keys.map(() => keys[0]));
    });

    test('concurrent requests for many subjects in opposite orders do not block each other', async () => {
      const [a, b] = [await open(), await open()];
      const ids = Array.from({ length: 200 }, (_, i) => `client-${i}`);
      const [some, others] = await Promise.all([
        Promise.all(ids.map((id) => a.keyFor(id))),
        Promise.all(ids.toReversed().map((id) => b.keyFor(id))),
      ]);
      expect(others.toReversed()).toEqual(some);
    });

    test('the new keys of one tick are one transaction', async () => {
      const store = await open();
      await store.keyFor('client-0');
      const before = await database.keyTransactions();
      await Promise.all(Array.from({ length: 100 }, (_, i) => store.keyFor(`client-${i}`)));
      expect((await database.keyTransactions()) - before).toBe(1);
    });

    test('nobody has a key that was not made, nor by another id', async () => {
      const store = await open();
      await store.keyFor('client-1');
      expect(await store.existing('client-2', 'x')).toBe(undefined);
      expect(await store.existing('client-1', 'x')).toBe(undefined);
    });

    test('keys come in bulk, the living ones only', async () => {
      const [store, other] = [await open(), await open()];
      const [a, b] = [await store.keyFor('client-a'), await store.keyFor('client-b')];
      await store.keyFor('client-c');
      await store.destroy('client-c');
      const wanted = ['client-a', 'client-b', 'client-c', 'client-d', 'client-a'];
      const living = new Map([
        ['client-a', a],
        ['client-b', b],
      ]);
      expect(await store.existingMany(wanted)).toEqual(living);
      expect(await other.existingMany(wanted)).toEqual(living);
      expect(await store.existingMany([])).toEqual(new Map());
    });

    test('a store that may remember one key only still has them all', async () => {
      const store = await open({ cachedKeys: 1 });
      const ids = ['client-1', 'client-2', 'client-3'];
      const keys = await Promise.all(ids.map((id) => store.keyFor(id)));
      expect(await Promise.all(keys.map((key) => store.existing(key.subjectId, key.keyId)))).toEqual(keys);
      expect(await store.existingMany(ids)).toEqual(new Map(keys.map((key) => [key.subjectId, key])));
    });

    test('a destroyed key is gone at once, everywhere, for ever', async () => {
      const [a, b] = [await open(), await open()];
      const key = await a.keyFor('client-1');
      await b.keyFor('client-1'); // remembered there
      await a.destroy('client-1');
      for (const store of [b, a, await open()]) {
        expect(await store.existing('client-1', key.keyId)).toBe(undefined);
        expect(await store.existingMany(['client-1'])).toEqual(new Map());
        await expect(store.keyFor('client-1')).rejects.toEqual(new SubjectErased('client-1'));
      }
    });

    test('each of several erasures reaches another process, whichever of them it noticed before', async () => {
      const [a, b] = [await open(), await open()];
      const ids = Array.from({ length: 5 }, (_, i) => `client-${i}`);
      await Promise.all(ids.map((id) => b.keyFor(id)));
      for (const [index, id] of ids.entries()) {
        await a.destroy(id);
        expect([...(await b.existingMany(ids)).keys()].toSorted()).toEqual(ids.slice(index + 1));
      }
    });

    test('destroying twice is destroying once; who has no key yet never gets one', async () => {
      const store = await open();
      await Promise.all([store.destroy('client-1'), store.destroy('client-1'), store.destroy('client-2')]);
      await store.destroy('client-1');
      await expect(store.keyFor('client-1')).rejects.toEqual(new SubjectErased('client-1'));
      await expect(store.keyFor('client-2')).rejects.toEqual(new SubjectErased('client-2'));
      expect((await store.keyFor('client-3')).subjectId).toBe('client-3');
    });

    test('another master key is recognised at once', async () => {
      await open();
      await expect(open({ masterKey: randomBytes(32) })).rejects.toBeInstanceOf(WrongMasterKey);
    });

    test('keys of another store are taken over as they are, erasures too, however often', async () => {
      const [store, other] = [await open(), new Map<string, SubjectKey>()];
      for (const id of ['client-b', 'client-a']) {
        const bytes = createSecretKey(randomBytes(32));
        other.set(id, { subjectId: id, keyId: `${id}-key`, key: bytes });
      }
      const taken = [...other.values(), { subjectId: 'client-c', key: undefined }];
      await store.adopt(taken);
      await store.adopt(taken);
      expect(await store.existingMany([...other.keys(), 'client-c'])).toEqual(other);
      expect(await (await open()).keyFor('client-a')).toEqual(other.get('client-a'));
      await expect(store.keyFor('client-c')).rejects.toEqual(new SubjectErased('client-c'));
      await store.destroy('client-a');
      await store.adopt(taken);
      await expect(store.keyFor('client-a')).rejects.toEqual(new SubjectErased('client-a'));
    });

    test('a subject that has another key keeps it, and the taking over is refused', async () => {
      const store = await open();
      const own = await store.keyFor('client-1');
      const foreign = { subjectId: 'client-1', keyId: 'other', key: createSecretKey(randomBytes(32)) };
      await expect(store.adopt([foreign])).rejects.toEqual(new KeyTaken('client-1'));
      expect(await store.keyFor('client-1')).toEqual(own);
    });

    test('the files hold no key in plain, and of a destroyed one nothing at all', async () => {
      const store = await open();
      const keys: SubjectKey[] = [];
      const boxes: Buffer[] = [];
      const lasting: Buffer[] = [];
      for (let round = 0; round < 3; round++) {
        const ids = Array.from({ length: 200 }, (_, i) => `client-${(i * 7919) % 200}-${round}`);
        keys.push(...(await Promise.all(ids.map((id) => store.keyFor(id)))));
        for (const [index, id] of ids.entries()) (index % 3 ? lasting : boxes).push(await database.wrapped(id));
        await Promise.all(ids.filter((_, index) => index % 3 === 0).map((id) => store.destroy(id)));
      }
      const bytes = await database.bytes();
      expect(lasting.filter((box) => !bytes.includes(box))).toEqual([]); // the search does find what is there
      expect(keys.filter(({ key }) => bytes.includes(key.export().subarray(8, 24)))).toEqual([]);
      expect(
        boxes.filter((box) => bytes.includes(box.subarray(0, 16)) || bytes.includes(box.subarray(30, 46))),
      ).toEqual([]);
      expect(bytes.includes(database.masterKey)).toBe(false);
    });

    test('two stores agree with a model, whatever is asked in whatever order', async () => {
      const stores = [await open(), await open({ cachedKeys: 2 })];
      let run = 0;
      const step = fc.record({
        at: fc.constantFrom(0, 1),
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        act: fc.constantFrom('keyFor', 'keyFor', 'existing', 'existingMany', 'destroy'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          const prefix = `client-${run++}`;
          const model = new Map<string, SubjectKey | 'destroyed'>();
          for (const { at, id, act } of steps) {
            const store = stores[at]!;
            const subjectId = `${prefix}${id}`;
            const expected = model.get(subjectId);
            const living = expected === 'destroyed' ? undefined : expected;
            if (act === 'destroy') {
              await store.destroy(subjectId);
              model.set(subjectId, 'destroyed');
            } else if (act === 'existing') {
              expect(await store.existing(subjectId, living?.keyId ?? 'none')).toEqual(living);
            } else if (act === 'existingMany') {
              const all = [...model].filter((entry): entry is [string, SubjectKey] => entry[1] !== 'destroyed');
              expect(await store.existingMany(model.keys())).toEqual(new Map(all));
            } else if (expected === 'destroyed') {
              await expect(store.keyFor(subjectId)).rejects.toEqual(new SubjectErased(subjectId));
            } else {
              const key = await store.keyFor(subjectId);
              expect(key).toEqual(expected ?? key);
              model.set(subjectId, key);
            }
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}
