import type { Static, TSchema, TUnsafe } from 'typebox';

declare const plain: unique symbol;

/**
 * A personal value as log and rows hold it: sealed under the key of the person it concerns. `T` is what it opens to;
 * nothing of it can be read without the key, so decisions and projections can only pass it on.
 */
export interface Personal<T> {
  /** Whose key it is sealed with, e.g. `client-<id>`. */
  readonly subjectId: string;
  readonly keyId: string;
  /** `<EventType>.<path>`: bound to the ciphertext, so that a value cannot be passed off as another field. */
  readonly path: string;
  /** Base64 of nonce (12 bytes), tag (16 bytes) and ciphertext. */
  readonly ct: string;
  readonly [plain]?: T;
}

/** The same shape with every sealed value in plain: what a decision answers and the schema validates. */
export type Plain<T> =
  T extends Personal<infer U>
    ? U
    : T extends readonly (infer E)[]
      ? readonly Plain<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Plain<T[K]> }
        : T;

/** The schema keyword that marks a personal field. */
export const PERSONAL = 'x-personal';

export interface PersonalMark {
  /** Name of the event's field that holds the id of the person; without it the aggregate's main person. */
  readonly of?: string;
  /** Prefix of the subject id made from that field, e.g. `worker`. */
  readonly category?: string;
}

/**
 * Declares a field personal: it is validated in plain, then sealed under the aggregate's main person, or under the
 * person named by another field of the event: `personal(Type.String(), { category: 'worker', of: 'workerId' })`.
 */
export function personal<S extends TSchema>(schema: S, mark: PersonalMark = {}): TUnsafe<SealedAs<Static<S>>> {
  return { ...schema, [PERSONAL]: mark } as unknown as TUnsafe<SealedAs<Static<S>>>;
}

/** Nothing is not a secret: `null` stays `null`, what is there is sealed. */
type SealedAs<T> = null extends T ? Personal<NonNullable<T>> | null : Personal<T>;

/** Whether a value is a sealed one. */
export function isSealed(value: unknown): value is Personal<unknown> {
  return typeof value === 'object' && value !== null && 'ct' in value && 'keyId' in value && 'subjectId' in value;
}

/** Where a schema has personal values: `['contacts', '[]', 'name']` reaches into each element of a list. */
export interface PersonalField {
  readonly path: readonly string[];
  readonly mark: PersonalMark;
}

interface SchemaNode {
  readonly properties?: Record<string, SchemaNode>;
  readonly items?: SchemaNode | readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly [PERSONAL]?: PersonalMark;
}

/** The parts of a schema that are looked into for personal values. */
const CONTAINERS: readonly string[] = ['properties', 'items', 'anyOf'];

/**
 * All personal fields of an event's schema: in objects, lists and unions.
 *
 * @throws Error for one where nobody would look for it, so that it would be stored in clear: in a record, a tuple, an
 * intersection, inside another personal value, or the whole event.
 */
export function personalFields(schema: TSchema): readonly PersonalField[] {
  const node = schema as SchemaNode;
  if (node[PERSONAL]) throw hidden([], 'the whole of the data');
  return collect(node, []);
}

function collect(node: SchemaNode, path: readonly string[]): PersonalField[] {
  const mark = node[PERSONAL];
  for (const [name, part] of Object.entries(node)) {
    if (name === PERSONAL || (!mark && CONTAINERS.includes(name) && !isTuple(name, part))) continue;
    if (marksAny(part)) throw hidden(path, mark ? 'another personal value' : name);
  }
  if (mark) return [{ path, mark }];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => collect(child, [...path, name])),
    ...(node.items ? collect(node.items as SchemaNode, [...path, '[]']) : []),
    ...(node.anyOf ?? []).flatMap((child) => collect(child, path)),
  ];
}

function isTuple(name: string, part: unknown): boolean {
  return name === 'items' && Array.isArray(part);
}

function marksAny(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  return PERSONAL in part || Object.values(part).some(marksAny);
}

function hidden(path: readonly string[], where: string): Error {
  return new Error(`personal() at /${path.join('/')} is inside ${where}, where it would not be sealed`);
}
