import fc from 'fast-check';
import {
  readers,
  referrals,
  type SampleReferral,
  sampleReferral,
  SampleService,
} from './read-model-sample-service.fixture.ts';
import type { RawParameters } from './read-model-request.ts';

let service: SampleService;
const reader = readers.tokyo;

/** Every page of a query, with what happens between one page and the next. */
async function readThrough(parameters: RawParameters, between: () => Promise<void> = async () => undefined) {
  const pages: SampleReferral[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { body } = await service.readModels.page('referrals', { ...parameters, ...(cursor && { cursor }) }, reader);
    pages.push(body!.items as unknown as SampleReferral[]);
    cursor = body!.next;
    await between();
  }
  return pages;
}

/** Rows without a value last either way; equal values by key, in the direction of the sort. */
function inOrder(rows: readonly SampleReferral[], sort: string): string[] {
  const column = sort.replace(/^-/, '') as 'dueOn' | 'persons' | 'referralId';
  const sign = sort.startsWith('-') ? -1 : 1;
  const compare = <T extends string | number>(a: T, b: T) => (a < b ? -sign : a > b ? sign : 0);
  return rows
    .toSorted((a, b) => {
      const [left, right] = [a[column], b[column]];
      if (left === null || right === null) {
        return left === right ? compare(a.referralId, b.referralId) : left === null ? 1 : -1;
      }
      return compare(left, right) || compare(a.referralId, b.referralId);
    })
    .map(({ referralId }) => referralId);
}

const referral = fc.record({
  id: fc.integer({ min: 0, max: 99 }),
  dueOn: fc.constantFrom('2026-05-01', '2026-05-02', '2026-05-03', null),
  persons: fc.integer({ min: -2, max: 2 }),
  officeId: fc.constantFrom('iesc-13', 'iesc-13', 'iesc-27'),
});
const sample = ({ id, ...rest }: { id: number; dueOn: string | null; persons: number; officeId: string }) =>
  sampleReferral({ referralId: `r${String(id).padStart(2, '0')}`, ...rest });
const someReferrals = (minLength: number) =>
  fc
    .uniqueArray(referral, { minLength, maxLength: 25, selector: ({ id }) => id })
    .map((all) => all.map((one) => sample(one)));
const sort = fc.constantFrom('dueOn', '-dueOn', 'persons', '-persons', 'referralId', '-referralId');

async function empty() {
  const { body } = await service.readModels.page('referrals', { limit: '200' }, readers.headquarters);
  await service.write(referrals, new Map(body!.items.map((item) => [String(item['referralId']), undefined])));
}

beforeAll(async () => {
  service = await new SampleService().start();
});
afterAll(() => service.stop());

test('the pages of a query are its rows, in order, each once, and only those in scope', async () => {
  await fc.assert(
    fc.asyncProperty(someReferrals(0), sort, fc.integer({ min: 1, max: 7 }), async (rows, by, limit) => {
      await empty();
      await service.writeReferrals(rows);
      const pages = await readThrough({ sort: by, limit: String(limit) });
      const own = rows.filter(({ officeId }) => officeId === 'iesc-13');
      expect(pages.flat().map(({ referralId }) => referralId)).toEqual(inOrder(own, by));
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('rows that come, go and move while somebody pages do not make another row appear twice or be missed', async () => {
  await fc.assert(
    fc.asyncProperty(
      someReferrals(4),
      sort,
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.array(referral, { maxLength: 3 }), { maxLength: 5 }),
      async (rows, by, limit, writes) => {
        await empty();
        await service.writeReferrals(rows);
        const touched = new Set<string>();
        const queue = [...writes];
        const pages = await readThrough({ sort: by, limit: String(limit) }, async () => {
          const written = (queue.shift() ?? []).map((one) => sample(one));
          written.forEach(({ referralId }) => touched.add(referralId));
          await service.writeReferrals(written);
        });
        const untouched = rows.filter(({ officeId, referralId }) => officeId === 'iesc-13' && !touched.has(referralId));
        const read = pages.flat().map(({ referralId }) => referralId);
        expect(read.filter((id) => !touched.has(id))).toEqual(inOrder(untouched, by));
      },
    ),
    { numRuns: 60 },
  );
});

test('a search whose candidates are mostly false goes on until its page is full', async () => {
  await empty();
  const companies = ['abcab', 'xcabcx', 'abcab', 'abcab', 'cabc', 'abcab', 'cabcab'];
  await service.writeReferrals(companies.map((companyName, n) => sampleReferral({ referralId: `s${n}`, companyName })));
  const found = await readThrough({ q: 'cabc', limit: '2', sort: 'referralId' });
  expect(found.map((page) => page.map(({ companyName }) => companyName))).toEqual([['xcabcx', 'cabc'], ['cabcab']]);
});

test('one page looks at 2,000 candidates at most: the next goes on from there', async () => {
  await empty();
  const rows = Array.from({ length: 2_100 }, (_, n) =>
    sampleReferral({ referralId: `t${String(n).padStart(4, '0')}`, companyName: n === 2_099 ? 'cabc' : 'abcab' }),
  );
  await service.writeReferrals(rows);
  const found = await readThrough({ q: 'cabc', limit: '200', sort: 'referralId' });
  expect(found.map((page) => page.map(({ referralId }) => referralId))).toEqual([[], ['t2099']]);
});
