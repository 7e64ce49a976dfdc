import type { RecordedEvent } from '#platform/event-store';
import {
  EventRegistry,
  eventType,
  eventVersion,
  Field,
  InvalidFact,
  NewerSchemaVersion,
  personal,
  Type,
  validateFact,
} from './index.ts';

const v1 = eventVersion({
  schema: Type.Object({
    name: personal(Type.String()),
    people: Type.Array(
      Type.Object({ id: Field.Identifier(), mail: personal(Type.String(), { category: 'worker', of: 'id' }) }),
    ),
  }),
  examples: [{ name: 'a', people: [{ id: '1', mail: 'm' }] }],
});
const Thing = eventType('Thing', { words: { en: 'Thing', ja: '物' }, dataClass: 'A', versions: [v1] });

test('a fact is validated in plain', () => {
  expect(() => validateFact(Thing({ name: 'x', people: [] }))).not.toThrow();
  expect(() => validateFact({ type: Thing, data: { name: 3, people: [] } })).toThrow(InvalidFact);
});

test('personal fields are found wherever they are', () => {
  expect(Thing.personalFields).toEqual([
    { path: ['name'], mark: {} },
    { path: ['people', '[]', 'mail'], mark: { category: 'worker', of: 'id' } },
  ]);
});

test("a stored version newer than known is refused, an unknown type is nobody's, an older version is upcast", () => {
  const v2 = eventVersion({
    schema: Type.Object({ title: personal(Type.String()) }),
    examples: [{ title: 'a' }],
    upcast: (previous: { name: never }) => ({ title: previous.name }),
  });
  const registry = new EventRegistry([
    eventType('Thing', { words: { en: 'Thing', ja: '物' }, dataClass: 'A', versions: [v1, v2] }),
  ]);
  const sealed = { subjectId: 's', keyId: 'k', path: 'Thing.name', ct: 'x' };
  const recorded = (type: string, schemaVersion: number) =>
    ({ type, data: { name: sealed }, metadata: { schemaVersion }, stream: 'a-1' }) as unknown as RecordedEvent;
  expect(registry.decode(recorded('Thing', 1))?.data).toEqual({ title: sealed });
  expect(registry.decode(recorded('Foreign', 1))).toBeUndefined();
  expect(() => registry.decode(recorded('Thing', 3))).toThrow(NewerSchemaVersion);
});
