import { hamana, Narrator, onOneDay, playMainJob, type People, type Row, type StoryIds } from '#apps/cli';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '#platform/testing/eventstoredb-double';
import { tasuki } from './cli-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const embedded = new ServiceUnderTest();
let double: EventStoreDbDouble;
let moved: ServiceUnderTest;
let ids: StoryIds;
let before: readonly Row[];
let events: number;

const views = ({ consultant, advisor }: People) =>
  Promise.all([
    consultant.row(`/referrals/${ids.referralId}`),
    advisor.row(`/referrals/${ids.referralId}`),
    advisor.row(`/support-cases/${ids.caseId}`),
  ]);

/** The server's records that are not its own. */
function eventsOfServer(): number {
  let count = 0;
  for (let index = 0; index < double.log.length; index++) {
    const { stream, type } = double.log.at(index)!;
    if (!stream.startsWith('$') && !type.startsWith('$')) count++;
  }
  return count;
}

beforeAll(async () => {
  double = await startEventStoreDbDouble();
  moved = new ServiceUnderTest({ EVENT_STORE_URL: double.url });
  await embedded.start();
  const people = await embedded.people();
  ids = await playMainJob({
    people,
    cast: hamana,
    narrator: new Narrator(() => undefined),
    days: onOneDay(new Date().toISOString()),
  });
  before = await views(people);
  await embedded.settled();
  await embedded.end();
  const { code, out, error } = await tasuki(['events', 'copy', '--from', embedded.dataDir], {
    DATA_DIR: moved.dataDir,
    EVENT_STORE_URL: double.url,
  });
  expect([code, error]).toEqual([0, '']);
  events = Number(/all (\d+) events/.exec(out)?.[1]);
  await moved.start();
});
afterAll(async () => {
  await Promise.all([embedded.remove(), moved.remove()]);
  await double.close();
});

/** Revisions are those of the streams; positions are the store's own. */
const withoutPosition = ({ position: _, ...row }: Row) => row;

test('an installation moved to a server shows the same case to both organisations', async () => {
  const after = await views(await moved.people());
  expect(after.map(withoutPosition)).toEqual(before.map(withoutPosition));
});

test('no process reacts again to what was copied, and all react to what comes', async () => {
  const { consultant } = await moved.people();
  const client = {
    name: '株式会社見本移転',
    regularEmployees: 10,
    owner: { name: '見本 花子' },
    establishments: [{ name: '本社', prefecture: '22' }],
  };
  const { events: recorded } = await consultant.command('/clients', client);
  await moved.settled();
  expect(eventsOfServer()).toBe(events + recorded.length);
});
