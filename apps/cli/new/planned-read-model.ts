import { aggregates, contexts, projections, registry } from '#contexts/programme';
import type { AnyAggregate } from '#platform/decider';
import type { EventContract } from '#platform/event-schema';
import type { Audience } from '#platform/projections';

/** What somebody asks for: `tasuki new projection overdue-cases --context support --on SupportRequested,CaseClosed`. */
export interface AskedReadModel {
  readonly name: string;
  readonly context?: string;
  readonly on?: readonly string[];
  readonly audience?: Audience;
}

/** A read model to be written. */
export interface PlannedReadModel {
  /** As files and paths name it: `overdue-cases`. */
  readonly name: string;
  readonly context: string;
  readonly audience: Audience;
  /** The aggregate whose streams' ids are the rows' keys. */
  readonly aggregate: AnyAggregate;
  /** The event that makes a row. */
  readonly first: EventContract;
  /** The events that change it. */
  readonly others: readonly PlannedHandler[];
  /** Columns that say whose a row is, as the first event tells. */
  readonly whose: readonly WhoseColumn[];
}

/** An event that changes a row: that of its own stream, or the one it names in a field. */
export interface PlannedHandler {
  readonly type: EventContract;
  readonly category: string;
  readonly named?: { readonly field: string; readonly isNullable: boolean };
}

export interface WhoseColumn {
  readonly name: string;
  readonly isNullable: boolean;
  readonly scope: 'offices' | 'persons';
}

/** Fields by which events say whose something is. */
const WHOSE: { readonly [field: string]: WhoseColumn['scope'] } = {
  officeId: 'offices',
  associationId: 'offices',
  consultantId: 'persons',
};

/**
 * What is to be written for what was asked.
 *
 * @throws Error that says what to write instead
 */
export function planned({
  name: asked,
  context: askedContext,
  on,
  audience = 'both',
}: AskedReadModel): PlannedReadModel {
  const name = asked.replaceAll('_', '-');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`${asked} is no name of a read model: write small letters and hyphens, e.g. overdue-cases`);
  }
  const known = projections.find(({ name: other }) => other === snakeCase(name));
  if (known) throw new Error(`there is a read model ${known.name} already: tasuki new version ${known.name}`);
  const [first, ...others] = on ? on.map(typeNamed) : eventsOf(contextNamed(askedContext));
  const aggregate = aggregateOf(first!);
  const context = askedContext
    ? contextNamed(askedContext)
    : contexts.find((one) => one.aggregates.includes(aggregate))!;
  return {
    name,
    context: context.name,
    audience,
    aggregate,
    first: first!,
    others: others.map((type) => plannedHandler(type, aggregate)),
    whose: Object.entries(WHOSE).flatMap(([field, scope]) => {
      const found = textField(first!, field);
      return found ? [{ name: field, scope, ...found }] : [];
    }),
  };
}

export function snakeCase(name: string): string {
  return name.replaceAll('-', '_');
}

export function camelCase(name: string): string {
  return name.replace(/[-_]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function contextNamed(name: string | undefined) {
  const found = contexts.find((context) => context.name === name);
  if (found) return found;
  const names = contexts.map((context) => context.name).join(', ');
  throw new Error(
    name === undefined
      ? `say which events make it (--on ClientReferred,…), or whose all events do (--context, one of ${names})`
      : `there is no context ${name}: write one of ${names}`,
  );
}

function eventsOf({ name, aggregates: [aggregate] }: (typeof contexts)[number]): readonly EventContract[] {
  if (!aggregate) throw new Error(`${name} records no events: say which make the read model (--on ClientReferred,…)`);
  return aggregate.events;
}

function typeNamed(name: string): EventContract {
  const type = registry.find(name);
  if (type) return type;
  const like = registry.types.filter(({ typeName }) => typeName.toLowerCase().includes(name.toLowerCase()));
  const names = (like.length > 0 ? like : registry.types).map(({ typeName }) => typeName).join(', ');
  throw new Error(`there is no event ${name}: write one of ${names}`);
}

function aggregateOf({ typeName }: EventContract): AnyAggregate {
  return aggregates.find(({ events }) => events.some((event) => event.typeName === typeName))!;
}

function plannedHandler(type: EventContract, of: AnyAggregate): PlannedHandler {
  const { category } = aggregateOf(type);
  if (category === of.category) return { type, category };
  const found = textField(type, of.idField);
  if (found) return { type, category, named: { field: of.idField, ...found } };
  throw new Error(
    `${type.typeName} says nothing of which ${of.category} it is about (it has no ${of.idField}): ` +
      'leave it out, and write its handler by hand',
  );
}

interface FieldSchema {
  readonly type?: string;
  readonly anyOf?: readonly FieldSchema[];
}

/** Whether the newest version of an event has a field of text that is not personal; undefined where it has none. */
function textField({ versions, personalFields }: EventContract, field: string) {
  const { properties } = versions.at(-1)!.schema as { readonly properties?: { readonly [name: string]: FieldSchema } };
  const schema = properties?.[field];
  if (!schema || personalFields.some(({ path }) => path[0] === field)) return undefined;
  const kinds = (schema.anyOf ?? [schema]).map(({ type }) => type);
  return kinds.includes('string') ? { isNullable: kinds.includes('null') } : undefined;
}
