import { getMetadataStorage } from 'class-validator';

/**
 * Which fields of a class are lists and which are single objects.
 *
 * class-validator applies `{ each: true }` to a value that is no list as to a single one, and walks into a list where
 * `@ValidateNested()` says one object; and it lets a field that has nothing but `@ValidateNested()` be missing. All
 * three would pass, so the shape is checked beside it.
 */
interface Shape {
  readonly lists: readonly string[];
  readonly objects: readonly string[];
  readonly nested: readonly string[];
  readonly required: readonly string[];
}

/** A field that has the wrong shape, by its path from the top. */
export interface Misshapen {
  readonly path: readonly (string | number)[];
  readonly expected: 'isArray' | 'isObject' | 'isDefined';
}

const NO_FIELDS: Shape = { lists: [], objects: [], nested: [], required: [] };

const shapes = new WeakMap<object, Shape>();

/** The fields of an instance, nested ones included, that are missing, or single where the class says list, or the other way round. */
export function misshapenFields(instance: object, path: readonly (string | number)[] = []): Misshapen[] {
  const { lists, objects, nested, required } = shapeOf(instance.constructor);
  const found: Misshapen[] = [];
  for (const field of required) {
    if (Reflect.get(instance, field) === undefined) found.push({ path: [...path, field], expected: 'isDefined' });
  }
  for (const field of lists) {
    const value: unknown = Reflect.get(instance, field);
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      found.push({ path: [...path, field], expected: 'isArray' });
    }
  }
  for (const field of objects) {
    if (Array.isArray(Reflect.get(instance, field))) found.push({ path: [...path, field], expected: 'isObject' });
  }
  for (const field of nested) {
    const value: unknown = Reflect.get(instance, field);
    if (Array.isArray(value)) {
      value.forEach((entry: unknown, index) => {
        if (Array.isArray(entry)) found.push({ path: [...path, field, index], expected: 'isObject' });
        else if (typeof entry === 'object' && entry !== null) {
          found.push(...misshapenFields(entry, [...path, field, index]));
        }
      });
    } else if (typeof value === 'object' && value !== null) found.push(...misshapenFields(value, [...path, field]));
  }
  return found;
}

function shapeOf(target: unknown): Shape {
  if (typeof target !== 'function' || target === Object) return NO_FIELDS;
  const known = shapes.get(target);
  if (known) return known;
  const metadata = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
  const fields = (some: typeof metadata): string[] => [...new Set(some.map(({ propertyName }) => propertyName))];
  const nested = metadata.filter(({ type }) => type === 'nestedValidation');
  const conditional = fields(metadata.filter(({ type }) => type === 'conditionalValidation'));
  const shape = {
    lists: fields(metadata.filter(({ each }) => each)),
    objects: fields(nested.filter(({ each }) => !each)),
    nested: fields(nested),
    required: fields(nested).filter((field) => !conditional.includes(field)),
  };
  shapes.set(target, shape);
  return shape;
}
