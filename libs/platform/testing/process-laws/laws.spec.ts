import { aggregate, decisionsUnder } from '#platform/decider';
import { EventRegistry, eventType, eventVersion, Field, Type, type EventOf } from '#platform/event-schema';
import { issue, processManagersOver, type ProcessManager } from '#platform/process-managers';
import { ArbitraryLogs } from '../projection-laws/index.ts';
import { processLaws, type ProcessTrial } from './index.ts';

const typed = <const Name extends string>(name: Name) =>
  eventType(name, {
    words: { en: name, ja: name },
    dataClass: 'E',
    versions: [eventVersion({ schema: Type.Object({ by: Field.Code() }), examples: [{ by: 'a' }] })],
  });
const Asked = typed('Asked');
const Answered = typed('Answered');
const ProcessCommandRefused = eventType('ProcessCommandRefused', {
  words: { en: 'Refused', ja: '不受理' },
  dataClass: 'E',
  versions: [
    eventVersion({
      schema: Type.Object({ process: Field.Code(), plannedId: Field.Id() }),
      examples: [{ process: 'p', plannedId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c1' }],
    }),
  ],
});
const question = aggregate<{ readonly stage: 'none' }, EventOf<typeof Asked>>({
  ...{ category: 'question', idField: 'questionId', events: [Asked, Answered] },
  ...{ initialState: { stage: 'none' }, evolve: (state) => state },
});
class Remind {
  asked!: number;
}
const remind = decisionsUnder<{ readonly version: string }>()(question, Remind, {
  ...{ by: ['process'], from: ['none'], emits: [], decide: () => [] },
});
const later = (instant: string) => new Date(Date.parse(instant) + 5_000).toISOString();
const processes = processManagersOver<{
  readonly Asked: EventOf<typeof Asked>;
  readonly Answered: EventOf<typeof Answered>;
}>();

/** Remembers, sets timers, says something to each question, and reminds twice until it is answered. */
const sound = processes({
  name: 'reminder',
  version: 1,
  startsOn: ['Asked'],
  actsFrom: 'the beginning',
  correlateBy: { Asked: ({ streamId }) => streamId, Answered: ({ streamId }) => streamId },
  evolve: (state: { readonly asked: number } | undefined, event): { readonly asked: number } | undefined =>
    event.type === 'Asked' ? { asked: (state?.asked ?? 0) + 1 } : undefined,
  react: (state, event) => {
    const said = issue(remind, Remind, { asked: state?.asked ?? 0 });
    if (event.type === 'Answered') return {};
    if (event.type === 'Asked')
      return { commands: [said, said], timers: [{ set: 'remind', at: later(event.recordedAt) }] };
    return { commands: [said], timers: event.name === 'remind' ? [{ set: 'again', at: later(event.due) }] : [] };
  },
});

const trial: ProcessTrial = {
  registry: new EventRegistry([Asked, Answered, ProcessCommandRefused]),
  logs: new ArbitraryLogs([question]).mostlyOf(['Asked', 'Answered']),
  runs: 25,
};

test.each(Object.entries(processLaws))('a sound process manager, %s', (_, law) => law(sound, trial));

/** The same for two instances of each event, one of which all events have in common. */
const ofSeveral: ProcessManager = {
  ...sound,
  correlateBy: {
    Asked: ({ streamId }) => ['all', streamId],
    Answered: ({ streamId }) => [streamId, 'all'],
  },
};

test.each(Object.entries(processLaws))('one whose events concern several instances, %s', (_, law) =>
  law(ofSeveral, trial),
);

const counting = (): ProcessManager => {
  let reactions = 0;
  return { ...sound, react: () => ({ commands: [issue(remind, Remind, { asked: ++reactions })] }) };
};
const drawing = (): ProcessManager => ({
  ...sound,
  correlateBy: { ...sound.correlateBy, Unheard: () => 'x' },
});
const broken: readonly (readonly [keyof typeof processLaws, () => ProcessManager])[] = [
  ['that is cut anywhere and started again, with all that was kept or without, does the same, once', counting],
  ['follows events that exist, and begins on some of them', drawing],
  ['follows events that exist, and begins on some of them', () => ({ ...sound, startsOn: [] })],
];
test.each(broken)('the law that it %s bites', async (law, process) => {
  await expect(processLaws[law](process(), trial)).rejects.toThrow();
});
