import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Type } from 'typebox';
import { systemClock } from '#platform/clock';
import { eventType, eventVersion, Field, personal, type Personal } from '#platform/event-schema';
import { SubjectErased } from './key-store.ts';
import { ERASED, SealBroken, Sealing } from './sealing.ts';
import { SqliteKeyStore } from './sqlite-key-store.ts';

const VisitRecorded = eventType('VisitRecorded', {
  words: { en: 'Visit recorded', ja: '訪問の記録' },
  dataClass: 'A',
  versions: [
    eventVersion({
      schema: Type.Object({
        visitorId: Field.Identifier(),
        prefecture: Field.Code(),
        note: personal(Field.Text()),
        visitorName: personal(Type.String(), { category: 'advisor', of: 'visitorId' }),
        attendees: Type.Array(
          Type.Object({
            workerId: Field.Identifier(),
            age: personal(Type.Integer(), { category: 'worker', of: 'workerId' }),
            wishes: Type.Array(personal(Field.Text(), { of: 'workerId' })),
            host: Type.Object({ name: personal(Type.String(), { category: 'advisor', of: 'visitorId' }) }),
          }),
        ),
        phone: Type.Optional(Type.Union([personal(Type.String()), Type.Null()])),
      }),
      examples: [{ visitorId: 'v', prefecture: '13', note: 'n', visitorName: 'x', attendees: [] }],
    }),
  ],
});
const visit = {
  visitorId: 'v1',
  prefecture: '13',
  note: '社長は雇用調整助成金を相談したい',
  visitorName: '佐藤花子',
  attendees: [
    { workerId: 'w1', age: 61, wishes: ['日勤', '近所'], host: { name: '山田' } },
    { workerId: 'w2', age: 58, wishes: [], host: { name: '山田' } },
  ],
  phone: null,
};

let folder: string;
let keys: SqliteKeyStore;
let sealing: Sealing;
const openKeys = () =>
  SqliteKeyStore.open({ file: join(folder, 'keys.db'), masterKey: Buffer.alloc(32, 7), clock: systemClock });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  keys = openKeys();
  sealing = new Sealing(keys);
});
afterEach(async () => {
  await keys.close();
  rmSync(folder, { recursive: true });
});

interface Seal {
  subjectId: string;
  keyId: string;
  path: string;
  ct: string;
}

/** A sealed value of `NoteTaken.note`. */
const NoteTaken = eventType('NoteTaken', {
  words: { en: 'Note taken', ja: 'メモ' },
  dataClass: 'A',
  versions: [
    eventVersion({ schema: Type.Object({ note: personal(Type.Unknown()) }), examples: [{ note: 'n' }] as const }),
  ],
});
async function sealNote(note: unknown, person = 'client-1'): Promise<Seal> {
  const { note: sealed } = (await sealing.seal(NoteTaken({ note: note as never }), person)) as unknown as {
    note: Seal;
  };
  return sealed;
}

test('every personal field is sealed under the person it concerns, all else stays in clear', async () => {
  const sealed = await sealing.seal(VisitRecorded(visit), 'client-1');
  const seal = async (subjectId: string, path: string) => ({
    subjectId,
    keyId: (await keys.keyFor(subjectId)).keyId,
    path: `VisitRecorded.${path}`,
    ct: expect.stringMatching(/^[A-Za-z0-9+/]{40,}=*$/) as unknown,
  });
  const [age, wishes, host] = ['attendees.age', 'attendees.wishes', 'attendees.host.name'];
  expect(sealed).toEqual({
    visitorId: 'v1',
    prefecture: '13',
    note: await seal('client-1', 'note'),
    visitorName: await seal('advisor-v1', 'visitorName'),
    attendees: [
      {
        workerId: 'w1',
        age: await seal('worker-w1', age),
        wishes: [await seal('person-w1', wishes), await seal('person-w1', wishes)],
        host: { name: await seal('advisor-v1', host) },
      },
      { workerId: 'w2', age: await seal('worker-w2', age), wishes: [], host: { name: await seal('advisor-v1', host) } },
    ],
    phone: null,
  });
  expect(await sealing.open(sealed)).toEqual(visit);
});

test('sealing leaves the fact itself alone', async () => {
  const data = structuredClone(visit);
  await sealing.seal(VisitRecorded(data), 'client-1');
  expect(data).toEqual(visit);
});

test('the key is durable before the value is sealed with it', async () => {
  const { subjectId, keyId } = await sealNote('secret');
  const other = openKeys();
  expect((await other.existing(subjectId, keyId))?.keyId).toBe(keyId);
  await other.close();
});

test('a field that names its person by nothing is refused, without its value', async () => {
  const fact = VisitRecorded({ ...visit, visitorId: '' });
  await expect(sealing.seal(fact, 'client-1')).rejects.toEqual(
    new Error('VisitRecorded.visitorName is personal, but visitorId names nobody'),
  );
});

test('nothing can be sealed for an erased person', async () => {
  await keys.destroy('worker-w2');
  await expect(sealing.seal(VisitRecorded(visit), 'client-1')).rejects.toEqual(new SubjectErased('worker-w2'));
});

test('an erased person’s values say so, whatever their type, and nobody else’s', async () => {
  const sealed = await sealing.seal(VisitRecorded(visit), 'client-1');
  await keys.destroy('worker-w1');
  await keys.destroy('client-1');
  expect(await sealing.open(sealed)).toEqual({
    ...visit,
    note: ERASED,
    attendees: [{ ...visit.attendees[0], age: ERASED }, visit.attendees[1]],
  });
});

test('any JSON value comes back as it was; the same value never seals to the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
      if (value === null) return;
      const [one, two] = [await sealNote(value), await sealNote(value)];
      expect(JSON.stringify(await sealing.open(one))).toBe(JSON.stringify(value));
      expect(one.ct).not.toBe(two.ct);
    }),
    { numRuns: 100, examples: [[JSON.parse('[{"__proto__":null}]') as fc.JsonValue]] },
  );
});

test('sealed values are found and opened wherever they lie in whatever shape', async () => {
  const leaf = await sealNote('opened');
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      fc.constant(leaf),
      fc.integer(),
      fc.string(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  const plain = (value: unknown): unknown => {
    if (value === leaf) return 'opened';
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  };
  await fc.assert(
    fc.asyncProperty(tree, async (value) => {
      const before = JSON.stringify(value);
      expect(await sealing.open(value)).toEqual(plain(value));
      expect(JSON.stringify(value)).toBe(before);
    }),
    { numRuns: 200 },
  );
});

test('what holds nothing sealed is answered as it is', async () => {
  const rows = [{ a: 1, b: [null, 'x'] }];
  expect(await sealing.open(rows)).toBe(rows);
  const part = { plain: rows, note: await sealNote('x') };
  expect((await sealing.open(part)).plain).toBe(rows);
});

describe('tampering', () => {
  const broken = new SealBroken('NoteTaken.note');

  test('one bit of any byte changed: refused, naming the path only', async () => {
    const seal = await sealNote('secret');
    const box = Buffer.from(seal.ct, 'base64');
    for (let index = 0; index < box.length; index++) {
      const changed = Buffer.from(box);
      changed[index]! ^= 1 << (index % 8);
      await expect(sealing.open({ ...seal, ct: changed.toString('base64') })).rejects.toEqual(broken);
    }
    expect(broken.message).toBe('the sealed value of NoteTaken.note was tampered with');
  });

  test('one character of the text changed, cut or added: refused', async () => {
    for (const note of ['secret', 'secret1', 'secret12']) {
      const seal = await sealNote(note);
      for (let index = 0; index < seal.ct.length; index++) {
        for (const other of ['A', 'B', 'z', '-', ' ', '']) {
          const ct = seal.ct.slice(0, index) + other + seal.ct.slice(index + 1);
          if (ct !== seal.ct) await expect(sealing.open({ ...seal, ct })).rejects.toEqual(broken);
        }
      }
      await expect(sealing.open({ ...seal, ct: '' })).rejects.toEqual(broken);
    }
  });

  test('passed off as another field: refused', async () => {
    const seal = { ...(await sealNote('secret')), path: 'VisitRecorded.note' };
    await expect(sealing.open(seal)).rejects.toEqual(new SealBroken('VisitRecorded.note'));
  });

  test('passed off as another person’s: refused', async () => {
    const seal = await sealNote('secret');
    const { subjectId, keyId } = await keys.keyFor('client-2');
    await expect(sealing.open({ ...seal, subjectId, keyId })).rejects.toEqual(broken);
  });

  test('named after a key that there is not: it says nothing', async () => {
    const seal = await sealNote('secret');
    expect(await sealing.open({ ...seal, keyId: 'other' })).toBe(ERASED);
    expect(await sealing.open({ ...seal, subjectId: 'client-2' })).toBe(ERASED);
  });

  test('parts of another type: refused', async () => {
    const seal = await sealNote('secret');
    for (const part of ['subjectId', 'keyId', 'ct']) {
      await expect(sealing.open({ ...seal, [part]: 1 })).rejects.toEqual(broken);
    }
    await expect(sealing.open({ ...seal, path: undefined })).rejects.toEqual(new SealBroken('undefined'));
  });
});

test('a page of rows of many people is opened at once', async () => {
  const people = Array.from({ length: 200 }, (_, i) => `client-${i}`);
  const rows = await Promise.all(people.map(async (id) => ({ id, name: await sealNote(`name of ${id}`, id) })));
  await keys.destroy('client-7');
  expect(await sealing.open(rows)).toEqual(
    people.map((id) => ({ id, name: id === 'client-7' ? ERASED : `name of ${id}` })),
  );
});

test('the type of what is opened is the plain one', async () => {
  const row: { name: Personal<string>; age: Personal<number> | null } = {
    name: await sealNote('x'),
    age: null,
  };
  const plain: { readonly name: string; readonly age: number | null } = await sealing.open(row);
  expect(plain).toEqual({ name: 'x', age: null });
});

test('the plain text is in no file', async () => {
  const text = randomBytes(12).toString('hex');
  await sealNote(text);
  const files = ['keys.db', 'keys.db-wal', 'keys.db-shm'].map((file) => readFileSync(join(folder, file)));
  expect(Buffer.concat(files).includes(text)).toBe(false);
});
