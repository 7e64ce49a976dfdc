import { type RecordedEvent, UnparsedEvent } from '#platform/event-store';
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

test('a reason that is text in a person’s words is refused: the envelope would tell it in clear', () => {
  const schema = Type.Object({ reason: personal(Field.Text()) });
  const versions = [eventVersion({ schema, examples: [{ reason: 'x' }] })] as const;
  expect(() => eventType('Told', { words: { en: 'Told', ja: '通知' }, dataClass: 'A', versions })).toThrow(
    'Told: `reason` is for a code, which is told in clear; a text needs another name',
  );
});

test('a fact is validated in plain', async () => {
  await validateFact(Thing({ name: 'x', people: [] }));
  const wrong = validateFact({ type: Thing, data: { name: 3, people: [] } });
  await expect(wrong).rejects.toThrow(new InvalidFact('Thing', ['/name must be string']));
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

test('an event that is not in our envelope is a neighbour’s, whatever its type is called', () => {
  const registry = new EventRegistry([
    eventType('Thing', { words: { en: 'Thing', ja: '物' }, dataClass: 'A', versions: [v1] }),
  ]);
  for (const metadata of ['{}', '{"schemaVersion":"1"}', '{"$correlationId":"f"}']) {
    const written = {
      ...{ type: 'Thing', stream: 'a-1', id: 'e', revision: 0, position: 1, recordedAt: 'r' },
      data: '{}',
    };
    const unparsed = new UnparsedEvent({ ...written, stream: 'a-1', metadata });
    const parsed = { ...written, data: {}, metadata: JSON.parse(metadata) as unknown } as RecordedEvent;
    expect([registry.decode(unparsed), registry.decode(parsed)]).toEqual([undefined, undefined]);
  }
});

describe('an event that is parsed when it is looked at', () => {
  const v2 = eventVersion({
    schema: Type.Object({ title: Type.String() }),
    examples: [{ title: 'a' }],
    upcast: (previous: { name: string }) => ({ title: previous.name }),
  });
  const registry = new EventRegistry([
    eventType('Thing', { words: { en: 'Thing', ja: '物' }, dataClass: 'A', versions: [v1, v2] }),
  ]);
  const place = { position: 7, stream: 'thing-1-2', revision: 3, id: 'e', type: 'Thing', recordedAt: 'r' } as const;
  const written = (metadata: string, data = '{"name":"n","people":[]}') =>
    new UnparsedEvent({ ...place, data, metadata });

  test('reads as one that was parsed before, upcast too', () => {
    const recorded = written('{"schemaVersion":1,"occurredAt":"o","actor":{"userId":"u"}}');
    const { data, metadata } = recorded;
    const event = registry.decode(recorded)!;
    const parsed = registry.decode({ ...place, data, metadata } as RecordedEvent);
    const { type, id, stream, streamId, revision, position, occurredAt, recordedAt, actor } = event;
    expect({
      ...{ type, id, stream, streamId, revision, position, occurredAt, recordedAt, actor },
      data: event.data,
      metadata: event.metadata,
    }).toEqual(parsed);
    expect(parsed?.data).toEqual({ title: 'n' });
  });

  test('is refused where its version is newer than known, wherever its metadata say so', () => {
    for (const metadata of ['{"schemaVersion":3,"actor":{}}', '{"actor":{},"schemaVersion":3}']) {
      expect(() => registry.decode(written(metadata))).toThrow(NewerSchemaVersion);
    }
    expect(registry.decode(written('{"actor":{},"schemaVersion":2}', '{"title":"t"}'))?.data).toEqual({ title: 't' });
  });

  test('is not parsed before, so that what is no JSON fails who looks', () => {
    const event = registry.decode(written('{"schemaVersion":2}', 'no JSON'))!;
    expect(() => event.data).toThrow(SyntaxError);
  });
});
