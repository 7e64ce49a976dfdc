import { OutcomeUnknown, StoreUnavailable } from '#platform/event-store';
import type { CommandReport } from './index.ts';
import { ConcurrentChange } from './not-decided.ts';
import {
  commandOf,
  contextOf,
  ForgetfulEventStore,
  maker,
  makeThing,
  MakeThing,
  openDoor,
} from './sample-things.fixture.ts';

const stranger = { ...maker, role: 'stranger' };

/** What is told of a command, as commands and outcomes; their times are looked at apart. */
async function told(
  issuing: (make: (name: string, actor?: typeof maker) => Promise<unknown>) => Promise<unknown>,
  store = new ForgetfulEventStore(),
) {
  const reports: CommandReport[] = [];
  const { door } = openDoor(store, { report: (report) => void reports.push(report) });
  await issuing((name, actor = maker) =>
    door.issue(makeThing, commandOf(MakeThing, { name }), contextOf(name, { actor })),
  ).catch(() => undefined);
  expect(reports.every(({ ms }) => ms >= 0)).toBe(true);
  return reports.map(({ command, outcome }) => [command, outcome]);
}

test('a command is told as recorded, also when it was recorded before', async () => {
  expect(await told((make) => make('first').then(() => make('first')))).toEqual([
    ['MakeThing', 'recorded'],
    ['MakeThing', 'recorded'],
  ]);
});

test('a refused one is told with the kind of refusal', async () => {
  expect(await told((make) => make('first', stranger))).toEqual([['MakeThing', 'forbidden']]);
});

test.each([
  [new StoreUnavailable('away'), 'store unavailable'],
  [new OutcomeUnknown('lost'), 'outcome unknown'],
  [new ConcurrentChange('thing'), 'conflict'],
  [new TypeError('a defect'), 'failed'],
])('%s is told as what it means for the caller', async (error, outcome) => {
  const store = new ForgetfulEventStore();
  store.append = () => Promise.reject(error);
  expect(await told((make) => make('first'), store)).toEqual([['MakeThing', outcome]]);
});
