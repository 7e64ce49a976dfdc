import { aggregate, decisionsUnder, derivedId } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import { given, on, recordedInTest } from '#platform/testing';
import { issue, processManagersOver } from './index.ts';
import { openSqliteProcessStore, ProcessFold, type ProcessStore } from './engine/index.ts';

const typed = <const Name extends string>(name: Name) =>
  eventType(name, {
    words: { en: name, ja: name },
    dataClass: 'E',
    versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'a' }] })],
  });
const Asked = typed('Asked');
const Answered = typed('Answered');
const ProcessCommandGivenUp = eventType('ProcessCommandGivenUp', {
  words: { en: 'Given up', ja: '断念' },
  dataClass: 'E',
  versions: [
    eventVersion({
      schema: Type.Object({ process: Field.Code(), plannedId: Field.Id() }),
      examples: [{ process: 'reminder', plannedId: derivedId('x') }],
    }),
  ],
});
const registry = new EventRegistry([Asked, Answered, ProcessCommandGivenUp]);

const question = aggregate<{ readonly stage: 'none' }, EventOf<typeof Asked>>({
  category: 'question',
  idField: 'questionId',
  events: [Asked],
  initialState: { stage: 'none' },
  evolve: (state) => state,
});
class Remind {
  questionId!: string;
  asked!: number;
}
const remind = decisionsUnder<{ readonly version: string }>()(question, Remind, {
  by: ['process'],
  from: ['none'],
  emits: [],
  decide: () => [],
});

/** Instants of events in these specs are seconds from here. */
const second = (seconds: number) => new Date(Date.UTC(2026, 3, 1, 0, 0, seconds)).toISOString();

/** Reminds ten seconds after a question, again ten seconds later, unless it was answered. */
const reminder = processManagersOver<{
  readonly Asked: EventOf<typeof Asked>;
  readonly Answered: EventOf<typeof Answered>;
}>()({
  name: 'reminder',
  version: 1,
  startsOn: ['Asked'],
  actsFrom: 'the beginning',
  correlateBy: { Asked: ({ streamId }) => streamId, Answered: ({ streamId }) => streamId },
  evolve: (state: { readonly asked: number } | undefined, event): { readonly asked: number } | undefined =>
    event.type === 'Asked' ? { asked: (state?.asked ?? 0) + 1 } : undefined,
  react: (state, event) => {
    switch (event.type) {
      case 'Asked':
        return { timers: [{ set: 'remind', at: later(event.recordedAt) }] };
      case 'Answered':
        return { timers: [{ cancel: 'again' }] };
      case '$timer': {
        const reminded = issue(remind, Remind, { questionId: event.instance, asked: state?.asked ?? 0 });
        const again = event.name === 'remind' ? [{ set: 'again', at: later(event.due) }] : [];
        return { commands: [reminded], timers: again };
      }
    }
  },
});
const later = (instant: string) => new Date(Date.parse(instant) + 10_000).toISOString();

const reminded = (questionId: string, asked: number) => issue(remind, Remind, { questionId, asked });
const asked = (id: string) => on(`question-${id}`, Asked({ by: 'a' }));
const answered = (id: string) => on(`question-${id}`, Answered({ by: 'a' }));
const timer = (instance: string, name: string, due: number) => ({ instance, name, due: second(due) });

describe('timers', () => {
  test('are set, and lead to nothing before they are due', () =>
    given(asked('1'), asked('2'))
      .at(second(9))
      .thenCommands(reminder)
      .thenTimers(timer('1', 'remind', 10), timer('2', 'remind', 11)));

  test('that have come due are worked off in order, those they set among them', () =>
    given(asked('1'), asked('2'))
      .at(second(20))
      .thenCommands(reminder, reminded('1', 1), reminded('2', 1), reminded('1', 1))
      .thenTimers(timer('2', 'again', 21)));

  test('set anew count from then on', () =>
    given(asked('1'), asked('2'), asked('1'))
      .at(second(11))
      .thenCommands(reminder, reminded('2', 1))
      .thenTimers(timer('1', 'remind', 12), timer('2', 'again', 21)));

  test('of an instance that ends are cancelled', () =>
    given(asked('1'), answered('1'), asked('2'))
      .at(second(10))
      .thenCommands(reminder)
      .thenTimers(timer('2', 'remind', 12)));

  test('of an instance that ended and began again count from then on', () =>
    given(asked('1'), answered('1'), asked('1'))
      .at(second(11))
      .thenCommands(reminder)
      .thenTimers(timer('1', 'remind', 12)));

  test('that came due before an event was recorded are worked off before it, however late that is', async () => {
    // The events are a second apart: the twelfth finds the first question's reminder due since a second.
    const others = Array.from({ length: 10 }, (_, index) => asked(`other-${index}`));
    await given(asked('1'), ...others, answered('1'))
      .at(second(11))
      .thenCommands(reminder, reminded('1', 1), reminded('other-0', 1));
  });
});

test('an event that begins nothing is passed over where nothing has begun', () =>
  given(answered('1')).at(second(60)).thenCommands(reminder).thenTimers());

describe('an event that concerns several instances', () => {
  /** An answer that says `all` is for the first two questions. */
  const concerned = (told: EventOf<typeof Asked> | EventOf<typeof Answered>) =>
    told.data.by === 'all' ? ['2', '1', '2'] : told.streamId;
  const several: typeof reminder = {
    ...reminder,
    correlateBy: { Asked: concerned as never, Answered: concerned as never },
  };
  const toAll = { by: 'all' };

  test('is folded into each once, with timers and commands of its own', () =>
    given(on('question-all', Asked(toAll)))
      .at(second(10))
      .thenCommands(several, reminded('2', 1), reminded('1', 1))
      .thenTimers(timer('2', 'again', 20), timer('1', 'again', 20)));

  test('ends each of them, and is passed over by those that have not begun', () =>
    given(asked('1'), on('question-all', Answered(toAll)), asked('3'))
      .at(second(12))
      .thenCommands(several, reminded('3', 1))
      .thenTimers(timer('3', 'again', 22)));

  test('is folded into none where one of them fails', async () => {
    const store = openSqliteProcessStore(':memory:');
    const failing: typeof reminder = {
      ...several,
      evolve: (state, event) => {
        if (state !== undefined) throw new Error('a defect');
        return several.evolve(state, event);
      },
    };
    const [first, all] = recordedInTest([asked('1'), on('question-all', Asked(toAll))]);
    const fold = await ProcessFold.open(failing, { store, registry, began: () => Promise.resolve(0) });
    await fold.take(first!);
    await expect(fold.take(all!)).rejects.toThrow('a defect');
    await fold.flush();
    expect([await store.state('reminder', '1'), await store.state('reminder', '2'), fold.position]).toEqual([
      { asked: 1 },
      undefined,
      10,
    ]);
    await store.close();
  });
});

describe('over a log', () => {
  let store: ProcessStore;
  beforeEach(() => (store = openSqliteProcessStore(':memory:')));
  afterEach(() => store.close());

  const open = (over: Partial<typeof reminder> = {}, began = 0) =>
    ProcessFold.open({ ...reminder, ...over }, { store, registry, began: () => Promise.resolve(began) });
  const log = recordedInTest([asked('1'), asked('2')]);
  const fold = async (events: readonly RecordedEvent[], over?: Partial<typeof reminder>, began?: number) => {
    const folding = await open(over, began);
    for (const event of events) await folding.take(event);
    await folding.flush();
    return folding;
  };
  const planned = async () =>
    (await store.commands('reminder', 99)).map(({ instance, commandId }) => [instance, commandId]);
  const idOf = (event: RecordedEvent, name: string) =>
    derivedId('process', 'reminder', derivedId('process timer', 'reminder', event.id, name), '0');

  test('an event delivered twice is folded once', async () => {
    const folding = await fold(log);
    for (const event of log) await folding.take(event);
    await folding.flush();
    expect(await store.state('reminder', '1')).toEqual({ asked: 1 });
  });

  const noInstant: Partial<typeof reminder> = { react: () => ({ timers: [{ set: 'remind', at: 'some day' }] }) };

  test('of an event whose reaction cannot be written nothing is kept', async () => {
    const folding = await open(noInstant);
    await expect(folding.take(log[0]!)).rejects.toThrow('Invalid time value');
    await folding.flush();
    expect([await store.state('reminder', '1'), folding.position]).toEqual([undefined, 0]);
  });

  test('a timer whose reaction cannot be written is still set', async () => {
    await fold(log);
    const folding = await open(noInstant);
    await expect(folding.workOffDue(second(10))).rejects.toThrow('Invalid time value');
    await folding.flush();
    expect(await store.timers('reminder', 1)).toMatchObject([{ instance: '1', name: 'remind' }]);
  });

  test('ids of commands follow from process, timer and index, and their cause is the event that set the timer', async () => {
    const folding = await fold(log);
    await folding.workOffDue(second(10));
    expect(await store.commands('reminder', 9)).toEqual([
      {
        ...{ seq: 0, instance: '1', commandId: idOf(log[0]!, 'remind'), decision: 'Remind' },
        ...{ body: '{"questionId":"1","asked":1}', causationId: log[0]!.id, family: log[0]!.metadata.$correlationId },
        ...{ traceparent: null, due: second(10), state: 'waiting', failingSince: null, failure: null },
      },
    ]);
  });

  test('what is not committed is folded again from the checkpoint', async () => {
    await (await open()).take(log[0]!);
    expect(await store.checkpoint('reminder')).toBeUndefined();
    await fold(log);
    expect([await store.state('reminder', '1'), (await store.checkpoint('reminder'))!.position]).toEqual([
      { asked: 1 },
      20,
    ]);
  });

  test('a command whose fact stands in the log is settled; what was given up stays, and holds its instance', async () => {
    const folding = await fold(log);
    await folding.workOffDue(second(11));
    expect(await planned()).toEqual([
      ['1', idOf(log[0]!, 'remind')],
      ['2', idOf(log[1]!, 'remind')],
    ]);
    const later = recordedInTest([
      ...[asked('1'), asked('2')],
      on('other-1', Asked({ by: 'a' }), { commandId: idOf(log[0]!, 'remind') }),
      on('process-1', ProcessCommandGivenUp({ process: 'reminder', plannedId: idOf(log[1]!, 'remind') })),
      on('process-2', ProcessCommandGivenUp({ process: 'other', plannedId: idOf(log[1]!, 'again') })),
    ]).slice(2);
    for (const event of later) await folding.take(event);
    await folding.flush();
    expect((await store.commands('reminder', 9)).map(({ instance, state }) => [instance, state])).toEqual([
      ['2', 'given_up'],
    ]);
  });

  test('of a version that changed the state is folded anew, and nothing is issued again', async () => {
    const folding = await fold(log);
    await folding.workOffDue(second(10));
    const [first] = await store.commands('reminder', 9);
    await store.settle('reminder', [first!.seq]);
    const version2 = { version: 2, correlateBy: { ...reminder.correlateBy, Asked: () => 'all' } };
    const anew = await fold(log, version2);
    expect([await store.state('reminder', '1'), await store.state('reminder', 'all')]).toEqual([
      undefined,
      { asked: 2 },
    ]);
    expect(await planned()).toEqual([]);
    expect(await store.timers('reminder', 9)).toMatchObject([timer('all', 'remind', 11)]);
    await anew.workOffDue(second(11));
    expect(await planned()).toEqual([['all', idOf(log[1]!, 'remind')]]);
  });

  test('that is older than the process, it folds what stands before its beginning and does nothing about it', async () => {
    const old = recordedInTest([
      asked('1'),
      asked('2'),
      ...Array.from({ length: 15 }, () => answered('x')),
      asked('3'),
    ]);
    const folding = await fold(old, { actsFrom: 'now' }, 170);
    // The reminders of both are long past; that they come again is still ahead.
    expect(await planned()).toEqual([]);
    await folding.workOffDue(second(21));
    expect((await planned()).map(([instance]) => instance)).toEqual(['1', '2']);
  });
});
