import type { EventContract, EventVersion } from './event-type.ts';

/** An event type as a catalogue tells of it: where it is stored, who states it, who follows it. */
export interface CataloguedEvent {
  readonly type: EventContract;
  /** Category of the streams it stands in. */
  readonly category: string;
  /** Names of the commands that state it. */
  readonly emittedBy: readonly string[];
  readonly consumedBy: readonly EventConsumer[];
}

/** Who follows events of the log. */
export interface EventConsumer {
  readonly kind: 'projection' | 'process';
  /** With its version where it has one, e.g. `client_directory.1`. */
  readonly name: string;
}

interface Reference {
  readonly $ref: string;
}

/** A message: one version of an event type. */
export interface AsyncApiMessage {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly contentType: string;
  readonly payload: object;
  readonly examples: readonly { readonly name: string; readonly payload: unknown }[];
  readonly 'x-data-class': string;
  readonly 'x-personal-fields': readonly string[];
}

/** A document of AsyncAPI 3.0, as far as a catalogue of events needs one. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly defaultContentType: string;
  readonly channels: {
    readonly [category: string]: {
      readonly address: string;
      readonly description: string;
      readonly parameters: { readonly id: { readonly description: string } };
      readonly messages: { readonly [message: string]: Reference };
    };
  };
  readonly operations: {
    readonly [operation: string]: {
      readonly action: 'send' | 'receive';
      readonly title: string;
      readonly channel: Reference;
      readonly messages: readonly Reference[];
    };
  };
  readonly components: { readonly messages: { readonly [message: string]: AsyncApiMessage } };
}

/**
 * The catalogue as AsyncAPI: a channel for the streams of each category, a message for each version of each event type,
 * `send` for each command that states some, `receive` for whoever follows some, once for each category. Commands state
 * the newest version, and older ones are upcast to it before anybody meets them.
 */
export function asyncApiDocument(events: readonly CataloguedEvent[], info: AsyncApiDocument['info']): AsyncApiDocument {
  const categories = Map.groupBy(events, ({ category }) => category);
  return {
    asyncapi: '3.0.0',
    info,
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      [...categories].map(([category, of]) => [
        category,
        {
          address: `${category}-{id}`,
          description: `Streams of ${category}: one for each, its events in order.`,
          parameters: { id: { description: `Id of the ${category}.` } },
          messages: Object.fromEntries(
            of.flatMap(({ type }) => keysOf(type)).map((key) => [key, { $ref: `#/components/messages/${key}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      [...categories].flatMap(([category, of]) => [
        ...operations(category, of, 'send', ({ emittedBy }) => emittedBy.map((name) => ['command', name])),
        ...operations(category, of, 'receive', ({ consumedBy }) => consumedBy.map(({ kind, name }) => [kind, name])),
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        events.flatMap(({ type }) =>
          type.versions.map((version, index) => [keysOf(type)[index]!, messageOf(type, version, index + 1)]),
        ),
      ),
    },
  };
}

/** The names of a type's versions as messages: `ClientReferred.v1`. */
function keysOf({ typeName, versions }: EventContract): readonly string[] {
  return versions.map((_, index) => `${typeName}.v${index + 1}`);
}

function messageOf(type: EventContract, { schema, examples }: EventVersion, version: number): AsyncApiMessage {
  const isNewest = version === type.version;
  return {
    name: type.typeName,
    title: `${type.typeName} version ${version}`,
    summary: `${type.words.en} · ${type.words.ja}`,
    description: isNewest
      ? 'The newest version. What x-personal marks is sealed in the log, with the key of the person it concerns.'
      : `Stored formerly; read as version ${type.version}.`,
    contentType: 'application/json',
    // Plain JSON: what the schema carries beside its keywords is for its own library.
    payload: JSON.parse(JSON.stringify(schema)) as object,
    examples: examples.map((payload, index) => ({ name: `${type.typeName}-${index + 1}`, payload })),
    'x-data-class': type.dataClass,
    'x-personal-fields': isNewest ? type.personalFields.map(({ path }) => path.join('.')) : [],
  };
}

type Operation = AsyncApiDocument['operations'][string];

/** The operations on a category's channel, by who does them. */
function operations(
  category: string,
  events: readonly CataloguedEvent[],
  action: Operation['action'],
  doneBy: (event: CataloguedEvent) => readonly (readonly [kind: string, name: string])[],
): readonly (readonly [string, Operation])[] {
  const done = events.flatMap((event) => doneBy(event).map(([kind, name]) => ({ kind, name, type: event.type })));
  return [...Map.groupBy(done, ({ kind, name }) => `${kind}.${name}.${category}`)].map(([key, of]) => [
    key,
    {
      action,
      title: `${of[0]!.kind} ${of[0]!.name}`,
      channel: { $ref: `#/channels/${category}` },
      messages: of.map(({ type }) => ({ $ref: `#/channels/${category}/messages/${keysOf(type).at(-1)!}` })),
    },
  ]);
}
