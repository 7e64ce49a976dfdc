import { Agenda } from './agenda.ts';
import { openSqliteProcessStore, type ProcessStore, type StoredTimer } from './engine/index.ts';

let store: ProcessStore;
let revision: number;
beforeEach(() => {
  store = openSqliteProcessStore(':memory:');
  revision = 0;
});
afterEach(() => store.close());

const cause = { causationId: 'cause', family: 'family', traceparent: null };
const second = (seconds: number) => new Date(Date.UTC(2026, 3, 1, 0, 0, seconds)).toISOString();
const timer = (instance: string, due: number, name = 'remind'): StoredTimer => ({
  ...{ instance, name, due: second(due), id: instance },
  ...cause,
});

const agendaOf = () => new Agenda('p', store, { isAnew: false });

async function commit(agenda: Agenda): Promise<void> {
  const checkpoint = {
    ...{ process: 'p', version: 1, position: 1, eventId: 'e', actsAfter: 0 },
    ...{ revision: ++revision, nextSeq: 0 },
  };
  await store.commit({ checkpoint, states: new Map(), commands: [], outbox: new Map(), ...agenda.commit() });
  agenda.committed();
}

/** Rings everything that is set, one after the other. */
async function rungOf(agenda: Agenda): Promise<readonly string[]> {
  const rung: string[] = [];
  for (let first = await agenda.first(); first; first = await agenda.first()) {
    agenda.cancel(first);
    rung.push(`${first.instance} ${first.due.slice(17, 19)}`);
  }
  return rung;
}

test('what was set comes in order of instant and id, committed or not', async () => {
  const agenda = agendaOf();
  for (const [instance, due] of [
    ['b', 2],
    ['d', 4],
    ['a', 2],
  ] as const)
    agenda.set(timer(instance, due));
  await commit(agenda);
  agenda.set(timer('c', 3));
  agenda.set(timer('e', 1));
  expect(await rungOf(agenda)).toEqual(['e 01', 'a 02', 'b 02', 'c 03', 'd 04']);
});

test('what another one has found is taken up from the store, with what changed since', async () => {
  const before = agendaOf();
  for (const [instance, due] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
    ['d', 4],
    ['e', 5],
  ] as const) {
    before.set(timer(instance, due));
  }
  await commit(before);
  const agenda = agendaOf();
  agenda.cancel({ instance: 'a', name: 'remind' });
  agenda.set(timer('b', 9));
  agenda.end('c');
  agenda.set(timer('d', 0));
  expect(await rungOf(agenda)).toEqual(['d 00', 'e 05', 'b 09']);
  await commit(agenda);
  expect(await store.timers('p', 9)).toEqual([]);
});

test('of an instance that ended and began again the new ones stand', async () => {
  const agenda = agendaOf();
  agenda.set(timer('a', 1));
  agenda.set(timer('a', 2, 'again'));
  await commit(agenda);
  agenda.end('a');
  agenda.set(timer('a', 7, 'again'));
  expect(await rungOf(agenda)).toEqual(['a 07']);
});

test('one that is cancelled after it was set anew does not come', async () => {
  const agenda = agendaOf();
  agenda.set(timer('a', 1));
  await commit(agenda);
  agenda.set(timer('a', 5));
  agenda.cancel({ instance: 'a', name: 'remind' });
  expect(await agenda.first()).toBeUndefined();
});

test('of an agenda made anew the store’s timers do not come, and are gone with the first commit', async () => {
  const former = agendaOf();
  former.set(timer('a', 1));
  await commit(former);
  const agenda = new Agenda('p', store, { isAnew: true });
  agenda.set(timer('b', 2));
  expect(await rungOf(agenda)).toEqual(['b 02']);
});

test('of an agenda made anew only what was set in it is cancelled', async () => {
  const agenda = new Agenda('p', store, { isAnew: true });
  agenda.set(timer('a', 1));
  agenda.set(timer('a', 2, 'again'));
  agenda.set(timer('b', 3));
  await commit(agenda);
  agenda.cancel({ instance: 'b', name: 'never set' });
  agenda.cancel({ instance: 'c', name: 'remind' });
  agenda.end('a');
  agenda.end('d');
  agenda.set(timer('a', 4));
  expect(agenda.commit()).toEqual({
    ended: [],
    timersGone: [
      { instance: 'a', name: 'remind' },
      { instance: 'a', name: 'again' },
    ],
    timersSet: [timer('a', 4)],
  });
  expect(await rungOf(agenda)).toEqual(['b 03', 'a 04']);
});

test('what is set beyond the timers that are in memory lets none of those between be forgotten', async () => {
  const numbered = (index: number, from: number): StoredTimer => ({
    ...timer(`i${from + index}`, 0),
    due: new Date(Date.UTC(2026, 3, 1) + (from + index) * 1_000).toISOString(),
  });
  const former = agendaOf();
  for (let index = 0; index < 2_000; index++) former.set(numbered(index, 10_000));
  await commit(former);
  const agenda = agendaOf();
  await agenda.first();
  for (let index = 0; index < 2_000; index++) agenda.set(numbered(index, 20_000));
  await commit(agenda);
  expect(await rungOf(agenda)).toHaveLength(4_000);
});

test.each([
  { isAnew: false, kind: 'taken up' },
  { isAnew: true, kind: 'made anew' },
])('$kind, thousands come each once and in order, whatever happens on the way', async ({ isAnew }) => {
  const due = (index: number) => (index * 7_919) % 3_001;
  const at = (index: number) => new Date(Date.UTC(2026, 3, 1) + due(index) * 1_000).toISOString();
  const numbered = (index: number): StoredTimer => ({
    ...timer(`i${String(index).padStart(4, '0')}`, 0),
    due: at(index),
  });
  let agenda = new Agenda('p', store, { isAnew });
  for (let index = 0; index < 3_000; index++) agenda.set(numbered(index));
  await commit(agenda);
  if (!isAnew) agenda = agendaOf();
  const rung: string[] = [];
  for (let first = await agenda.first(); first; first = await agenda.first()) {
    agenda.cancel(first);
    rung.push(first.due);
    const number = Number(first.instance.slice(1));
    // Every third sets one at the end, every fifth cancels another that is still to come, every seventh is committed.
    if (first.name === 'remind' && number % 3 === 0)
      agenda.set({ ...numbered(number), name: 'late', due: second(4_000) });
    if (first.name === 'remind' && number % 5 === 0 && at(number + 1) > first.due) {
      agenda.cancel({ instance: numbered(number + 1).instance, name: 'remind' });
    }
    if (rung.length % 7 === 0) await commit(agenda);
  }
  const isCancelled = (index: number) => index % 5 === 1 && at(index) > at(index - 1);
  const own = Array.from({ length: 3_000 }, (_, index) => index).filter((index) => !isCancelled(index));
  const late = own.filter((index) => index % 3 === 0);
  expect(rung).toEqual([...own.map(at).sort(), ...late.map(() => second(4_000))]);
  await commit(agenda);
  expect(await store.timers('p', 1)).toEqual([]);
});
