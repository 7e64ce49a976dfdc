import { policyOf, type Policy } from '#contexts/agreement';
import {
  AgreementAmended,
  AgreementConfirmed,
  AgreementDraftDiscarded,
  AgreementRegistered,
  AgreementTerminated,
} from '#events/agreement';
import { registry } from '#contexts/programme';
import { AggregateLoader } from '#platform/decider';
import type { Fact } from '#platform/event-schema';
import { MemoryEventStore, on, recordedInTest } from '#platform/testing';
import { agreementVersionsId } from './agreement-versions.ts';
import { LoggedPolicyBook } from './logged-policy-book.ts';

const stream = `agreement-${agreementVersionsId}` as const;
const none = { deadlines: [], limits: [], cadence: [], codes: [], awaits: null };
const amended = AgreementAmended({
  ...none,
  version: 'AGR-2025-2',
  inForceFrom: '2025-12-01',
  amends: 'AGR-2025',
  deadlines: [{ name: 'decideReferral', value: 5 }],
  codes: [
    { list: 'circumstances', code: 'SUCCESSION', ja: '事業承継', en: 'succession' },
    { list: 'reasons.decline', code: 'capacity', ja: '定員', en: 'full' },
  ],
});
const registered = AgreementRegistered({
  ...none,
  version: 'AGR-2030',
  kind: 'agreement',
  nameJa: '新たな連携協定',
  nameEn: 'New agreement',
  signedOn: '2026-03-01',
  inForceFrom: '2026-04-01',
  follows: 'AGR-2025-2',
});

/** A log that grows, counting how often it is read, and a book over it. */
function bookOver() {
  const facts: Fact[] = [];
  let reads = 0;
  class CountedLog extends MemoryEventStore {
    override readWhole(): Promise<ReturnType<typeof recordedInTest>> {
      reads++;
      return Promise.resolve(recordedInTest(facts.map((fact) => on(stream, fact))));
    }
  }
  const log = new CountedLog(() => '2025-11-06T00:00:00.000Z');
  return { facts, reads: () => reads, book: new LoggedPolicyBook(new AggregateLoader(log, registry)) };
}
const versionsOf = (policies: readonly Policy[]) =>
  policies.map(({ version, inForceFrom, inForceUntil }) => [version, inForceFrom, inForceUntil]);

test('of an empty log it has what the program knows', async () => {
  const { book } = bookOver();
  expect(await book.inForce('2025-11-06T01:15:00.000Z')).toBe(policyOf('AGR-2025'));
  expect(await book.version('DECL-2021')).toBe(policyOf('DECL-2021'));
});

test('each version holds until the day before the next', async () => {
  const { book, facts } = bookOver();
  facts.push(amended, registered);
  expect(versionsOf(await book.all())).toEqual([
    ['DECL-2021', '2021-02-16', '2025-10-21'],
    ['AGR-2025', '2025-10-22', '2025-11-30'],
    ['AGR-2025-2', '2025-12-01', '2026-03-31'],
    ['AGR-2030', '2026-04-01', null],
  ]);
});

test('an amendment changes what it names, and leaves the rest', async () => {
  const { book, facts } = bookOver();
  facts.push(amended);
  const [before, after] = [policyOf('AGR-2025'), await book.version('AGR-2025-2')];
  expect(after.deadlines).toEqual({ ...before.deadlines, decideReferral: 5 });
  expect(after.limits).toEqual(before.limits);
  expect(after.labels).toEqual(before.labels);
  after.requireCode('circumstances', 'SUCCESSION');
  expect(() => before.requireCode('circumstances', 'SUCCESSION')).toThrow('UNKNOWN_CODE');
  expect(after.reasons.decline.codes[0]).toEqual({ code: 'capacity', labels: { ja: '定員', en: 'full' } });
  expect(after.reasons.decline.sides).toEqual(before.reasons.decline.sides);
});

test('a new agreement has a name of its own, and what was amended before', async () => {
  const { book, facts } = bookOver();
  facts.push(amended, registered);
  const policy = await book.version('AGR-2030');
  expect([policy.labels.en, policy.signedOn, policy.deadlines.decideReferral]).toEqual([
    'New agreement',
    '2026-03-01',
    5,
  ]);
});

test('the log is asked once a day in Tokyo; in between answers come at once', async () => {
  const { book, facts, reads } = bookOver();
  await book.inForce('2025-11-30T00:00:00.000Z');
  facts.push(amended);
  expect(book.inForce('2025-11-30T14:59:59.999Z')).toBe(policyOf('AGR-2025'));
  expect(reads()).toBe(1);
  expect((await book.inForce('2025-11-30T15:00:00.000Z')).version).toBe('AGR-2025-2');
  expect(book.version('AGR-2025-2')).toBe(book.inForce('2025-12-01T00:00:00.000Z'));
  expect(reads()).toBe(2);
});

test('a version that is not known yet is looked for in the log; one that nobody knows is an error', async () => {
  const { book, facts } = bookOver();
  await book.inForce('2025-11-30T00:00:00.000Z');
  facts.push(amended);
  expect((await book.version('AGR-2025-2')).version).toBe('AGR-2025-2');
  await expect(book.version('AGR-2099')).rejects.toThrow(
    new RangeError('no version AGR-2099 of the agreement is known'),
  );
});

describe('a version that one side recorded', () => {
  const draft = AgreementAmended({ ...amended.data, awaits: 'nasilc' });
  const confirmed = AgreementConfirmed({ version: 'AGR-2025-2', inForceFrom: '2025-12-01', follows: 'AGR-2025' });

  test('is none until the other has confirmed it', async () => {
    const { book, facts } = bookOver();
    facts.push(draft);
    expect(await book.all()).toHaveLength(2);
    expect(await book.inForce('2025-12-01T00:00:00.000Z')).toBe(policyOf('AGR-2025'));
    await expect(book.version('AGR-2025-2')).rejects.toThrow(RangeError);
  });

  test('is in force on its day then', async () => {
    const { book, facts } = bookOver();
    facts.push(draft, confirmed);
    expect((await book.inForce('2025-11-30T14:59:59.999Z')).version).toBe('AGR-2025');
    expect((await book.inForce('2025-11-30T15:00:00.000Z')).version).toBe('AGR-2025-2');
  });

  test('never is where it was discarded', async () => {
    const { book, facts } = bookOver();
    facts.push(draft, AgreementDraftDiscarded({ version: 'AGR-2025-2' }));
    expect(await book.all()).toHaveLength(2);
  });
});

describe('an agreement that was terminated', () => {
  const terminated = AgreementTerminated({ version: 'AGR-2025', terminatedFrom: '2026-01-01', message: null });

  test('is in force until the day before; what goes on then goes on under it', async () => {
    const { book, facts } = bookOver();
    facts.push(terminated);
    expect((await book.inForce('2025-12-31T14:59:59.999Z')).version).toBe('AGR-2025');
    await expect(book.inForce('2025-12-31T15:00:00.000Z')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'AGREEMENT_TERMINATED',
      text: {
        en: '“Agreement on cooperation between IESC and NASILC” (AGR-2025) was terminated: it was in force until 2025-12-31. What began under it goes on, nothing new is begun.',
        ja: '「産業雇用安定センターと全国社会保険労務士会連合会の連携協定」（AGR-2025）は2025-12-31をもって終了しました。新たな申込みはできません（継続中のものは従前の取扱いによります）。',
      },
    });
    expect((await book.lastInForce('2026-06-01T00:00:00.000Z')).version).toBe('AGR-2025');
    expect((await book.version('AGR-2025')).inForceUntil).toBe('2025-12-31');
  });

  test('may be followed by another, later or before that day', async () => {
    const { book, facts } = bookOver();
    facts.push(terminated, registered);
    expect(versionsOf(await book.all()).slice(1)).toEqual([
      ['AGR-2025', '2025-10-22', '2025-12-31'],
      ['AGR-2030', '2026-04-01', null],
    ]);
    facts[1] = AgreementRegistered({ ...registered.data, inForceFrom: '2025-12-01' });
    const other = bookOver();
    other.facts.push(...facts);
    expect(versionsOf(await other.book.all()).slice(1)).toEqual([
      ['AGR-2025', '2025-10-22', '2025-11-30'],
      ['AGR-2030', '2025-12-01', null],
    ]);
  });
});
