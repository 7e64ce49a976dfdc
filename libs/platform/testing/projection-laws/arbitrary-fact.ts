import fc from 'fast-check';
import { atVersion, type EventContract, type Fact, Field } from '#platform/event-schema';

/** Few ids, so that the events of a generated log meet in streams and in rows; examples refer to them too. */
export const IDS = [1, 2, 3].map((number) => `0b6c1d9e-43a1-4c57-9b1f-00000000000${number}`);

/** What is read of a JSON Schema. */
interface SchemaNode {
  readonly type?: string;
  readonly properties?: { readonly [name: string]: SchemaNode };
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly anyOf?: readonly SchemaNode[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Texts that examples have in fields of a name, by that name: what an arbitrary event mostly says there. */
type KnownTexts = ReadonlyMap<string, readonly string[]>;

/**
 * Facts of a type, at each of its versions: the examples, and some of whatever its schema allows, mostly in the words of
 * the examples of all types.
 *
 * @param count how many are drawn beside the examples
 */
export function someFacts(type: EventContract, known: KnownTexts, count: number): readonly Fact[] {
  return type.versions.flatMap(({ schema, examples }, index) => {
    const contract = atVersion(type, index + 1);
    const drawn = fc.sample(valueOf(schema as SchemaNode, '', known), count);
    return [...examples, ...drawn].map((data): Fact => ({ type: contract, data: data as never }));
  });
}

/** All texts of the examples of event types, by the names of their fields; the elements of a list go by the list's. */
export function textsOfExamples(types: readonly EventContract[]): KnownTexts {
  const found = new Map<string, Set<string>>();
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'string') found.set(name, (found.get(name) ?? new Set()).add(value));
    else if (Array.isArray(value)) value.forEach((element) => visit(element, name));
    else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([field, part]) => visit(part, field));
    }
  };
  for (const { versions } of types) for (const { examples } of versions) visit(examples, '');
  return new Map([...found].map(([name, texts]) => [name, [...texts]]));
}

const [ID, INSTANT, DAY] = [Field.Id(), Field.Instant(), Field.Day()].map((field) => (field as SchemaNode).pattern);

/** The years for which reference data knows holidays. */
const BETWEEN = { min: new Date('2025-04-01T00:00:00Z'), max: new Date('2027-03-31T00:00:00Z'), noInvalidDate: true };

export const arbitraryInstant = fc.date(BETWEEN).map((date) => date.toISOString());
export const arbitraryId = fc.constantFrom(...IDS);

function valueOf(schema: SchemaNode, name: string, known: KnownTexts): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((part) => valueOf(part, name, known)));
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object': {
      const fields = Object.entries(schema.properties ?? {});
      const model = Object.fromEntries(fields.map(([field, part]) => [field, valueOf(part, field, known)]));
      return fc.record(model, { requiredKeys: [...(schema.required ?? [])], noNullPrototype: true });
    }
    case 'array': {
      const minLength = schema.minItems ?? 0;
      return fc.array(valueOf(schema.items!, name, known), { minLength, maxLength: minLength + 2 });
    }
    case 'string':
      return textOf(schema, known.get(name) ?? []);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000_000, max: schema.maximum ?? 1_000_000 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      throw new Error(`${name}: no arbitrary value is known for ${JSON.stringify(schema)}`);
  }
}

/** Without control characters, which the service lets nobody enter. */
function textOf({ pattern, minLength = 0, maxLength = 2000 }: SchemaNode, known: readonly string[]) {
  if (pattern === ID) return arbitraryId;
  if (pattern === INSTANT) return arbitraryInstant;
  if (pattern === DAY) return arbitraryInstant.map((instant) => instant.slice(0, 10));
  const any =
    pattern === undefined
      ? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 12) })
      : fc.stringMatching(new RegExp(pattern));
  return known.length === 0
    ? any
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: any });
}
