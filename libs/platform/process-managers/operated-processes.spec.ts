import { OperatedProcesses, openSqliteProcessStore, type OutgoingCommand, type ProcessStore } from './engine/index.ts';

let store: ProcessStore;
beforeEach(() => (store = openSqliteProcessStore(':memory:')));
afterEach(() => store.close());

const due = '2026-04-01T00:00:00.000Z';
const cause = { causationId: 'cause', family: 'family', traceparent: null };
const command: OutgoingCommand = {
  ...{ seq: 0, instance: 'i', commandId: 'c', decision: 'Do', body: '{"what":"secret"}', ...cause },
  ...{ due: null, state: 'given_up', failingSince: due, failure: 'TypeError' },
};

async function operated(): Promise<OperatedProcesses> {
  const checkpoint = {
    process: 'former',
    version: 3,
    position: 7,
    eventId: 'e',
    actsAfter: 0,
    revision: 1,
    nextSeq: 1,
  };
  const timers = [{ instance: 'i', name: 'soon', due, id: 't', ...cause }];
  await store.put({ checkpoint, states: new Map(), timers, commands: [command] });
  return new OperatedProcesses({ store, log: { head: () => Promise.resolve(9) }, processes: [{ name: 'present' }] });
}

const nothing = { waiting: 0, failing: 0, givenUp: 0, timers: 0, nextDue: null };
const former = {
  ...{ name: 'former', version: 3, position: 7, isDefined: false },
  ...{ waiting: 0, failing: 0, givenUp: 1, timers: 1, nextDue: due },
};

test('every process is told that is defined, or has left anything', async () => {
  expect(await (await operated()).overview()).toEqual({
    head: 9,
    items: [former, { name: 'present', version: null, position: 0, isDefined: true, ...nothing }],
  });
});

test('one is told with what it has to do next, without what its commands say', async () => {
  const one = await (await operated()).of('former');
  expect(one).toEqual({
    ...former,
    commands: [
      {
        ...{ commandId: 'c', instance: 'i', decision: 'Do', state: 'given_up', failingSince: due },
        ...{ failure: 'TypeError', causationId: 'cause' },
      },
    ],
    nextTimers: [{ instance: 'i', name: 'soon', due }],
  });
});

test('there is none of another name', async () => {
  expect(await (await operated()).of('nobody')).toBeUndefined();
});
