import type { Static, TSchema } from 'typebox';
import {
  type Actor,
  type DataClass,
  type EventMetadata,
  idOf,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
  UnparsedEvent,
} from '#platform/event-store';
import { personalFields, type PersonalField, type Plain } from './personal.ts';
import { ValidatorOnDemand } from './validator-on-demand.ts';

/** One published version of an event type's data. Never edited: a change is a new version with an upcaster. */
export interface EventVersion<S extends TSchema = TSchema> {
  readonly schema: S;
  /** Complete examples, in plain; the first is the one documentation shows. All are checked against the schema. */
  readonly examples: readonly [Plain<Static<S>>, ...Plain<Static<S>>[]];
  /** Makes this version's data from the one before it, sealed values passed on unopened; absent on version 1 only. */
  readonly upcast?: (previous: never) => Static<S>;
}

/** Declares a version of an event's data. */
export function eventVersion<const S extends TSchema>(version: EventVersion<S>): EventVersion<S> {
  return version;
}

/** Something a decision says happened: an event before it has an envelope. */
export interface Fact<Name extends string = string, Data = unknown> {
  readonly type: EventContract<Name>;
  readonly data: Plain<Data>;
}

/** An event as decisions, projections and processes meet it: upcast to the newest version, personal values sealed. */
export interface DomainEvent<Name extends string = string, Data = unknown> {
  readonly type: Name;
  readonly data: Data;
  readonly id: string;
  readonly stream: StreamName;
  /** The aggregate's id: the stream's name after its category. */
  readonly streamId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly metadata: EventMetadata;
}

/** What is known of an event type without its data's type: what registries and engines work with. */
export interface EventContract<Name extends string = string> {
  readonly typeName: Name;
  readonly version: number;
  readonly words: { readonly en: string; readonly ja: string };
  readonly dataClass: DataClass;
  readonly versions: readonly EventVersion[];
  readonly personalFields: readonly PersonalField[];
  readonly validator: ValidatorOnDemand;
}

/**
 * An event type: its contract, and the function that states a fact of it:
 * `ReferralDeclined({ reason, side, message, declinedAt })`.
 */
export interface EventType<Name extends string = string, Data = unknown> extends EventContract<Name> {
  (data: Plain<Data>): Fact<Name, Data>;
}

/** The event of a type: `EventOf<typeof ReferralDeclined>`. */
export type EventOf<E> = E extends EventType<infer Name, infer Data> ? DomainEvent<Name, Data> : never;

type Last<V extends readonly EventVersion[]> = V extends readonly [...unknown[], infer L extends EventVersion]
  ? L
  : never;
type DataOf<V> = V extends EventVersion<infer S> ? Static<S> : never;

/**
 * Declares an event type. The name is what is stored for ever; the constant that holds it may be renamed at will.
 *
 * `words` names the fact for a reader of a case's history, in the past tense.
 */
export function eventType<const Name extends string, const V extends readonly [EventVersion, ...EventVersion[]]>(
  typeName: Name,
  definition: {
    readonly words: { readonly en: string; readonly ja: string };
    readonly dataClass: DataClass;
    readonly versions: V;
  },
): EventType<Name, DataOf<Last<V>>> {
  const { words, dataClass, versions } = definition;
  versions.forEach((version, index) => {
    if ((index === 0) !== (version.upcast === undefined)) {
      throw new Error(`${typeName} version ${index + 1} ${index === 0 ? 'must not have' : 'lacks'} an upcaster`);
    }
  });
  const newest = versions[versions.length - 1]!;
  // The envelope, which is in clear, holds a fact's `reason` as its code.
  if (personalFields(newest.schema).some(({ path }) => path[0] === 'reason')) {
    throw new Error(`${typeName}: \`reason\` is for a code, which is told in clear; a text needs another name`);
  }
  const state = (data: Plain<unknown>) => ({ type, data });
  const type = Object.assign(state, {
    typeName,
    version: versions.length,
    words,
    dataClass,
    versions,
    personalFields: personalFields(newest.schema),
    validator: new ValidatorOnDemand(newest.schema),
  }) as unknown as EventType<Name, DataOf<Last<V>>>;
  return type;
}

/** The fact that documentation shows: the first example of the newest version. */
export function exampleOf<Name extends string, Data>(type: EventType<Name, Data>): Fact<Name, Data> {
  return type(type.versions.at(-1)!.examples[0] as Plain<Data>);
}

/** An event type as it was at one of its versions, 1 the first: what its events were checked and sealed by then. */
export function atVersion(type: EventContract, version: number): EventContract {
  const { schema } = type.versions[version - 1]!;
  return { ...type, version, personalFields: personalFields(schema), validator: new ValidatorOnDemand(schema) };
}

/** A stored event is of a version that this program does not know yet: a newer one is at work beside it (law 8). */
export class NewerSchemaVersion extends Error {
  override readonly name = 'NewerSchemaVersion';
  constructor(typeName: string, stored: number, known: number) {
    super(`${typeName} is stored at version ${stored}, this program knows ${known}: update it`);
  }
}

/** A fact does not fit its type's schema: a defect of the decision that stated it; nothing is stored. */
export class InvalidFact extends Error {
  override readonly name = 'InvalidFact';
  constructor(
    typeName: string,
    readonly problems: readonly string[],
  ) {
    super(`${typeName} is not valid: ${problems.join('; ')}`);
  }
}

/** Checks a fact against its schema. @throws InvalidFact naming the paths at fault, never the values. */
export async function validateFact({ type, data }: Fact): Promise<void> {
  const problems = await type.validator.problems(data);
  if (problems.length > 0) throw new InvalidFact(type.typeName, problems);
}

/** All event types of a programme, by the names they are stored under. */
export class EventRegistry {
  readonly #types: ReadonlyMap<string, EventContract>;

  constructor(types: readonly EventContract[]) {
    this.#types = new Map(types.map((type) => [type.typeName, type]));
    if (this.#types.size !== types.length) throw new Error('two event types share a name');
  }

  get types(): readonly EventContract[] {
    return [...this.#types.values()];
  }

  find(typeName: string): EventContract | undefined {
    return this.#types.get(typeName);
  }

  /**
   * Brings a recorded event to its newest version.
   *
   * @returns undefined for a type nobody knows, or an event that is not in our envelope (a neighbour's, whatever its name):
   *   it is not ours to interpret.
   * @throws NewerSchemaVersion for a known type at an unknown version.
   */
  decode(recorded: RecordedEvent): DomainEvent | undefined {
    const type = this.#types.get(recorded.type);
    if (!type) return undefined;
    const stored: unknown =
      recorded instanceof UnparsedEvent ? recorded.schemaVersion : recorded.metadata.schemaVersion;
    if (typeof stored !== 'number') return undefined;
    if (stored > type.version) throw new NewerSchemaVersion(recorded.type, stored, type.version);
    if (recorded instanceof UnparsedEvent) return new EventLookedAt(recorded, type, stored);
    return {
      type: recorded.type,
      data: upcast(type, stored, recorded.data),
      id: recorded.id,
      stream: recorded.stream,
      streamId: idOf(recorded.stream),
      revision: recorded.revision,
      position: recorded.position,
      occurredAt: recorded.metadata.occurredAt,
      recordedAt: recorded.recordedAt,
      actor: recorded.metadata.actor,
      metadata: recorded.metadata,
    };
  }
}

function upcast(type: EventContract, stored: number, recorded: unknown): unknown {
  let data = recorded;
  for (let version = stored + 1; version <= type.version; version++) {
    data = type.versions[version - 1]!.upcast!(data as never);
  }
  return data;
}

/** An event whose data and metadata are parsed, and upcast, when somebody looks at them. */
class EventLookedAt implements DomainEvent {
  readonly type: string;
  readonly id: string;
  readonly stream: StreamName;
  readonly streamId: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: string;
  readonly #recorded: UnparsedEvent;
  readonly #contract: EventContract;
  readonly #stored: number;
  #data: unknown;

  constructor(recorded: UnparsedEvent, contract: EventContract, stored: number) {
    this.type = recorded.type;
    this.id = recorded.id;
    this.stream = recorded.stream;
    this.streamId = idOf(recorded.stream);
    this.revision = recorded.revision;
    this.position = recorded.position;
    this.recordedAt = recorded.recordedAt;
    this.#recorded = recorded;
    this.#contract = contract;
    this.#stored = stored;
  }

  get data(): unknown {
    return (this.#data ??= upcast(this.#contract, this.#stored, this.#recorded.data));
  }

  get metadata(): EventMetadata {
    return this.#recorded.metadata;
  }

  get occurredAt(): string {
    return this.#recorded.occurredAt;
  }

  get actor(): Actor {
    return this.#recorded.metadata.actor;
  }
}
