import { IsInt, IsOptional, IsUUID, Length } from 'class-validator';
import { roleTable } from '#platform/access';
import { EventRegistry, eventType, eventVersion, Field, personal, Type, type EventOf } from '#platform/event-schema';
import {
  OutcomeUnknown,
  type Actor,
  type ExpectedRevision,
  type NewEvent,
  type StreamName,
} from '#platform/event-store';
import { BodyDigest, Sealing } from '#platform/privacy';
import { MemoryEventStore, MemoryKeyStore } from '#platform/testing';
import {
  aggregate,
  CommandDoor,
  conflict,
  decisionsUnder,
  derivedId,
  read,
  readAfter,
  type CommandContext,
  type CommandDoorParts,
} from './index.ts';

/** A programme of things that are made, renamed and closed: enough for the door to be tried on. */
const words = { en: 'a thing', ja: '物' };
const type = <N extends string, V extends Parameters<typeof eventType>[1]['versions'][number]>(name: N, version: V) =>
  eventType(name, { words, dataClass: 'A', versions: [version] });

export const ThingMade = type(
  'ThingMade',
  eventVersion({
    schema: Type.Object({ name: personal(Field.Text(20)), owner: Field.Identifier(), office: Field.Identifier() }),
    examples: [{ name: 'a', owner: 'o', office: 'x' }],
  }),
);
export const ThingRenamed = type(
  'ThingRenamed',
  eventVersion({ schema: Type.Object({ name: personal(Field.Text(20)) }), examples: [{ name: 'b' }] }),
);
export const ThingClosed = type(
  'ThingClosed',
  eventVersion({ schema: Type.Object({ reason: Field.Code() }), examples: [{ reason: 'done' }] }),
);
export const registry = new EventRegistry([ThingMade, ThingRenamed, ThingClosed]);

type Thing =
  | { readonly stage: 'none' }
  | { readonly stage: 'open' | 'closed'; readonly owner: string; readonly office: string; readonly names: number };
type ThingEvent = EventOf<typeof ThingMade> | EventOf<typeof ThingRenamed> | EventOf<typeof ThingClosed>;

export const thing = aggregate<Thing, ThingEvent>({
  category: 'thing',
  idField: 'thingId',
  events: [ThingMade, ThingRenamed, ThingClosed],
  initialState: { stage: 'none' },
  evolve: (state, event) => {
    if (event.type === 'ThingMade') {
      return { stage: 'open', owner: event.data.owner, office: event.data.office, names: 1 };
    }
    if (state.stage === 'none') return state;
    return event.type === 'ThingRenamed' ? { ...state, names: state.names + 1 } : { ...state, stage: 'closed' };
  },
  parties: (state) =>
    state.stage === 'none' ? { offices: [], persons: [] } : { offices: [state.office], persons: [state.owner] },
});

export class MakeThing {
  @IsOptional() @IsUUID() thingId?: string;
  @Length(1, 100) name!: string;
  /** The thing it is made after. */
  @IsOptional() @IsUUID() modelId?: string;
}
export class RenameThing {
  @IsUUID() thingId!: string;
  @Length(1, 100) name!: string;
  @IsOptional() @IsInt() size?: number;
}
export class CloseThing {
  @IsUUID() thingId!: string;
}

const decision = decisionsUnder<{ readonly version: string }>();

export const makeThing = decision(thing, MakeThing, {
  by: ['maker'],
  from: ['none'],
  emits: [ThingMade],
  reads: { model: read(thing, (command: MakeThing) => command.modelId) },
  joins: 'model',
  decide: ({ name }, _, { actor, reads }) => {
    if (reads.model.stage === 'closed') throw conflict('MODEL_CLOSED', { en: 'the model is closed', ja: '終了済み' });
    return [ThingMade({ name, owner: actor.userId, office: actor.officeId ?? '-' })];
  },
});
export const renameThing = decision(thing, RenameThing, {
  by: ['maker', 'process'],
  from: ['open'],
  emits: [ThingRenamed],
  decide: ({ name }) => [ThingRenamed({ name })],
});
export const closeThing = decision(thing, CloseThing, {
  by: ['maker', 'keeper'],
  from: ['open', 'closed'],
  emits: [ThingClosed],
  decide: (_, state) => (state.stage === 'closed' ? [] : [ThingClosed({ reason: 'done' })]),
});
/** What there is only between the two. */
export const lendThing = decision(thing, class LendThing extends MakeThing {}, {
  by: ['maker'],
  from: ['none'],
  needsAgreement: true,
  emits: [ThingMade],
  reads: {
    model: read(thing, (command: MakeThing) => command.modelId),
    /** What is kept under the name of the model's office. */
    office: readAfter('model', thing, (_: MakeThing, model: Thing) =>
      model.stage === 'none' ? undefined : model.office,
    ),
  },
  decide: ({ name }) => [ThingMade({ name, owner: 'both', office: '-' })],
});
/** Anybody's to find. */
export const findThing = decision(thing, class FindThing extends CloseThing {}, {
  by: ['maker'],
  from: ['open'],
  openToAll: true,
  emits: [ThingRenamed],
  decide: () => [ThingRenamed({ name: 'found' })],
});

export const decisions = [makeThing, renameThing, closeThing, findThing, lendThing];
export const roles = roleTable([
  { name: 'maker', org: 'iesc', scope: 'person' },
  { name: 'keeper', org: 'iesc', scope: 'office' },
  { name: 'process', org: 'tasuki', scope: 'everything' },
]);
export const maker: Actor = { userId: 'maker-1', org: 'iesc', officeId: 'iesc-22', role: 'maker' };
export const thingId = derivedId('the thing');
export const NOW = '2025-11-06T01:15:00.000Z';

/** A log that loses the answers to some appends, before they were stored or after. */
export class ForgetfulEventStore extends MemoryEventStore {
  /** What becomes of the next appends' answers. */
  lose: ('before' | 'after')[] = [];
  /** Ids of the events of each append that was tried. */
  readonly tried: (readonly string[])[] = [];

  constructor() {
    super(() => NOW);
  }

  override async append(stream: StreamName, expected: ExpectedRevision, events: readonly NewEvent[]) {
    this.tried.push(events.map(({ id }) => id));
    const lost = this.lose.shift();
    if (lost === 'before') throw new OutcomeUnknown('the connection broke');
    const appended = await super.append(stream, expected, events);
    if (lost === 'after') throw new OutcomeUnknown('the connection broke');
    return appended;
  }
}

/** A door over an empty log of things. */
export function openDoor(store: MemoryEventStore = new ForgetfulEventStore(), more: Partial<CommandDoorParts> = {}) {
  const keys = new MemoryKeyStore();
  let drawn = 0;
  const policies = {
    inForce: () => ({ version: 'new' }),
    lastInForce: () => ({ version: 'new' }),
    version: (version: string) => ({ version }),
  };
  const door = new CommandDoor({
    store,
    registry,
    sealing: new Sealing(keys),
    digests: new BodyDigest(keys),
    policies,
    roles,
    decisions,
    clock: { now: () => NOW },
    ids: { next: () => derivedId('drawn', String(drawn++)) },
    ...more,
  });
  return { door, keys };
}

/** A command as its class would make it of a body. */
export function commandOf<C extends object>(type: new () => C, fields: C): C {
  return Object.assign(new type(), fields);
}

/** A command's context: each name is a command of its own. */
export function contextOf(name: string, more: Partial<CommandContext> = {}): CommandContext {
  return { actor: maker, commandId: derivedId('command', name), source: 'api', ...more };
}
