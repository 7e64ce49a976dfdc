import {
  ProcessMovedOn,
  type OutboxPart,
  type OutgoingCommand,
  type ProcessCheckpoint,
  type ProcessCommit,
  type ProcessStore,
  type StoredTimer,
} from './process-store.ts';

const checkpoint: ProcessCheckpoint = {
  ...{ process: 'one', version: 1, position: 5, eventId: 'e5', actsAfter: 0, revision: 1, nextSeq: 2 },
};
const cause = { causationId: 'cause', family: 'family', traceparent: null };
const timer = (instance: string, name: string, due: string): StoredTimer => ({
  ...{ instance, name, due, id: `${instance} ${name}` },
  ...cause,
});
const command = (seq: number, instance: string): OutgoingCommand => ({
  ...{ seq, instance, commandId: `c${seq}`, decision: 'Do', body: '{"what":"だ"}', ...cause },
  ...{ due: null, state: 'waiting', failingSince: null, failure: null },
});
const commit = (more: Partial<ProcessCommit>, revision = 1): ProcessCommit => ({
  ...{ checkpoint: { ...checkpoint, revision }, states: new Map(), ended: [], timersGone: [], timersSet: [] },
  ...{ commands: [], outbox: new Map() },
  ...more,
});
const at = (hour: number) => `2026-04-01T0${hour}:00:00.000Z`;

/** What every store of processes does, whatever the database. */
export function processStoreContract(open: () => Promise<ProcessStore>): void {
  let store: ProcessStore;
  beforeEach(async () => (store = await open()));
  afterEach(() => store.close());

  test('state, timers, outbox and checkpoint are committed together, and read back as they were', async () => {
    const timers = [timer('a', 'late', at(2)), timer('a', 'soon', at(1))];
    await store.commit(
      commit({
        states: new Map([['a', { seen: ['x'] }]]),
        timersSet: timers,
        commands: [command(0, 'a'), command(1, 'b')],
      }),
    );
    expect(await store.checkpoint('one')).toEqual(checkpoint);
    expect(await store.checkpoints()).toEqual([checkpoint]);
    expect(await store.checkpoint('other')).toBeUndefined();
    expect([await store.state('one', 'a'), await store.state('one', 'b')]).toEqual([{ seen: ['x'] }, undefined]);
    expect(await store.timers('one', 9)).toEqual([timers[1], timers[0]]);
    expect(await store.commands('one', 9)).toEqual([command(0, 'a'), command(1, 'b')]);
    expect([...(await store.commandIds('one'))].sort()).toEqual(['c0', 'c1']);
    expect(await store.counts('one')).toEqual({ waiting: 2, failing: 0, givenUp: 0, timers: 2, nextDue: at(1) });
    expect(await store.counts('other')).toEqual({ waiting: 0, failing: 0, givenUp: 0, timers: 0, nextDue: null });
  });

  test('who does not know the last commit writes nothing at all', async () => {
    await store.commit(commit({}));
    const late = commit({ states: new Map([['a', 1]]), commands: [command(0, 'a')] });
    await expect(store.commit(late)).rejects.toThrow(ProcessMovedOn);
    await expect(store.commit({ ...late, checkpoint: { ...checkpoint, revision: 3 } })).rejects.toThrow(ProcessMovedOn);
    expect(await store.state('one', 'a')).toBeUndefined();
    expect(await store.commands('one', 9)).toEqual([]);
    await store.commit({ ...late, checkpoint: { ...checkpoint, revision: 2 } });
    expect(await store.state('one', 'a')).toBe(1);
  });

  test('a commit of which a part fails is no commit', async () => {
    const twice = commit({ states: new Map([['a', 1]]), commands: [command(0, 'a'), command(0, 'a')] });
    await expect(store.commit(twice)).rejects.toThrow();
    expect([await store.checkpoint('one'), await store.state('one', 'a')]).toEqual([undefined, undefined]);
  });

  test('of what several processes commit at once, one that fails is no commit, and the others are', async () => {
    const of = (process: string, revision: number) =>
      store.commit(commit({ checkpoint: { ...checkpoint, process, revision }, states: new Map([['a', process]]) }));
    const outcomes = await Promise.allSettled([of('one', 1), of('two', 2), of('three', 1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: expect.any(ProcessMovedOn) });
    const states = ['one', 'two', 'three'].map((process) => store.state(process, 'a'));
    expect(await Promise.all(states)).toEqual(['one', undefined, 'three']);
  });

  test('timers come due in order of instant and id, are set anew, cancelled, and end with their instance', async () => {
    await store.commit(
      commit({
        timersSet: [timer('b', 'x', at(1)), timer('a', 'x', at(1)), timer('a', 'y', at(3)), timer('c', 'x', at(2))],
      }),
    );
    const after = async (due: string, id: string, most = 9) =>
      (await store.timersAfter('one', { due, id }, most)).map(({ instance, name }) => `${instance} ${name}`);
    expect(await after('', '')).toEqual(['a x', 'b x', 'c x', 'a y']);
    expect(await after('', '', 1)).toEqual(['a x']);
    expect(await after(at(1), 'a x', 2)).toEqual(['b x', 'c x']);
    const changed = { ended: ['a'], timersGone: [{ instance: 'b', name: 'x' }], timersSet: [timer('c', 'x', at(4))] };
    await store.commit(commit(changed, 2));
    expect(await store.timers('one', 9)).toEqual([timer('c', 'x', at(4))]);
    await store.commit(commit({ timersGone: [{ instance: 'c', name: 'x' }] }, 3));
    expect(await store.timers('one', 9)).toEqual([]);
  });

  test('what can be issued is the first of each instance, unless it was given up', async () => {
    await store.commit(commit({ commands: [command(0, 'a'), command(1, 'a'), command(2, 'b')] }));
    const heads = async (after = -1, most = 9) =>
      (await store.heads('one', { after, most, which: 'all' })).map(({ seq }) => seq);
    expect([await heads(), await heads(0), await heads(-1, 1)]).toEqual([[0, 2], [2], [0]]);
    await store.note('one', { ...command(0, 'a'), state: 'given_up', failingSince: at(1), failure: 'Defect' });
    expect([await heads(), await store.hasGivenUp('one'), (await store.counts('one')).givenUp]).toEqual([[2], true, 1]);
    await store.commit(
      commit(
        {
          outbox: new Map([
            ['c0', 'waiting'],
            ['c2', 'settled'],
          ]),
        },
        2,
      ),
    );
    expect(await store.commands('one', 9)).toEqual([command(0, 'a'), command(1, 'a')]);
    await store.settle('one', [0]);
    expect(await heads()).toEqual([1]);
    await store.commit(commit({ outbox: new Map([['c1', 'given_up']]) }, 3));
    expect(await heads()).toEqual([]);
  });

  test('what facts led to can be told from what came due, and does not overtake it', async () => {
    const due = (seq: number, instance: string) => ({ ...command(seq, instance), due: at(1) });
    await store.commit(
      commit({ commands: [due(0, 'a'), command(1, 'a'), command(2, 'b'), due(3, 'b'), command(4, 'c')] }),
    );
    const heads = async (which: OutboxPart) =>
      (await store.heads('one', { after: -1, most: 9, which })).map(({ seq }) => seq);
    expect([await heads('all'), await heads('of facts')]).toEqual([
      [0, 2, 4],
      [2, 4],
    ]);
    await store.settle('one', [0, 2]);
    expect([await heads('all'), await heads('of facts'), await store.hasGivenUp('one')]).toEqual([
      [1, 3, 4],
      [1, 4],
      false,
    ]);
  });

  test('a state that ended is gone; a reset drops states and timers and keeps the outbox', async () => {
    const states = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    await store.commit(commit({ states, timersSet: [timer('a', 'x', at(1))], commands: [command(0, 'a')] }));
    await store.commit(commit({ states: new Map([['a', undefined]]) }, 2));
    expect([await store.state('one', 'a'), await store.state('one', 'b')]).toEqual([undefined, 2]);
    await store.commit(commit({ isReset: true, states: new Map([['c', 3]]) }, 3));
    expect([await store.state('one', 'b'), await store.state('one', 'c')]).toEqual([undefined, 3]);
    expect([await store.timers('one', 9), await store.commandIds('one')]).toEqual([[], ['c0']]);
  });

  test('all that is kept of a process can be carried elsewhere, in place of what was there', async () => {
    const whole = { states: new Map([['a', 1]]), timersSet: [timer('a', 'x', at(1))], commands: [command(0, 'a')] };
    await store.commit(commit(whole));
    const copies = await store.copies();
    expect(copies).toEqual([{ checkpoint, states: whole.states, timers: whole.timersSet, commands: whole.commands }]);
    await store.commit(commit({ ...whole, states: new Map([['b', 2]]), commands: [command(5, 'b')] }, 2));
    await store.put(copies[0]!);
    expect(await store.copies()).toEqual(copies);
  });
}
