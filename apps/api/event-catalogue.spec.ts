import { Compile } from 'typebox/compile';
import type { TSchema } from 'typebox';
import { registry } from '#contexts/programme';
import { eventType, eventVersion, Field, Type } from '#platform/event-schema';
import { eventCataloguePage } from './event-catalogue-page.ts';
import { cataloguedEvents, eventCatalogueDocument } from './event-catalogue.ts';

// As it is sent.
const document = JSON.parse(JSON.stringify(eventCatalogueDocument())) as ReturnType<typeof eventCatalogueDocument>;
const { channels, operations, components } = document;

/** What a reference of the document leads to. */
const at = (reference: string) =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document);

function referencesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, part]) => (name === '$ref' ? [String(part)] : referencesIn(part)));
}

test('it is AsyncAPI 3: every reference leads somewhere, and names are those that tools accept', () => {
  expect(document.asyncapi).toBe('3.0.0');
  expect([...new Set(referencesIn(document))].filter((reference) => at(reference) === undefined)).toEqual([]);
  const named = [channels, operations, components.messages].flatMap((map) => Object.keys(map));
  expect(named.filter((name) => !/^[\w.-]+$/.test(name))).toEqual([]);
});

test('every version of every event type is a message of one channel', () => {
  const published = registry.types.flatMap(({ typeName, versions }) =>
    versions.map((_, index) => `${typeName}.v${index + 1}`),
  );
  expect(Object.keys(components.messages)).toEqual(published);
  expect(
    Object.values(channels)
      .flatMap(({ messages }) => Object.keys(messages))
      .toSorted(),
  ).toEqual(published.toSorted());
});

test.each(Object.entries(components.messages))(
  'the examples of %s are as its schema says',
  (_, { payload, examples }) => {
    const schema = Compile(payload as TSchema);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter((example) => !schema.Check(example.payload))).toEqual([]);
  },
);

test('an operation is about messages of its own channel', () => {
  const strangers = Object.values(operations).flatMap(({ channel, messages }) =>
    messages.filter(({ $ref }) => !$ref.startsWith(`${channel.$ref}/messages/`)),
  );
  expect(strangers).toEqual([]);
});

test('who declines, and who follows it, are told', () => {
  expect(cataloguedEvents.find(({ type }) => type.typeName === 'ReferralDeclined')).toMatchObject({
    category: 'referral',
    emittedBy: ['DeclineReferral'],
    consumedBy: expect.arrayContaining([{ kind: 'projection', name: 'iesc_incoming_referrals.5' }]) as unknown,
  });
  expect(operations['command.DeclineReferral.referral']).toEqual({
    action: 'send',
    title: 'command DeclineReferral',
    channel: { $ref: '#/channels/referral' },
    messages: [{ $ref: '#/channels/referral/messages/ReferralDeclined.v2' }],
  });
  expect(operations['process.disclosure-on-opening.referral']).toMatchObject({ action: 'receive' });
});

test('no event type is without a command that states it', () => {
  expect(cataloguedEvents.filter(({ emittedBy }) => emittedBy.length === 0).map(({ type }) => type.typeName)).toEqual(
    [],
  );
});

test('the page shows every type, asks nobody else for anything, and takes what it shows for text', () => {
  const page = eventCataloguePage(cataloguedEvents);
  expect(registry.types.filter(({ typeName }) => !page.includes(`<section id="${typeName}">`))).toEqual([]);
  expect(page).not.toMatch(/https?:|<script/);
  const hostile = eventType('Hostile', {
    words: { en: '<script>alert(1)</script>', ja: '"&' },
    dataClass: 'E',
    versions: [eventVersion({ schema: Type.Object({ code: Field.Code() }), examples: [{ code: 'a' }] })],
  });
  const shown = eventCataloguePage([{ type: hostile, category: 'thing', emittedBy: [], consumedBy: [] }]);
  expect(shown).toContain('<p>&lt;script&gt;alert(1)&lt;/script&gt; · <span lang="ja">&quot;&amp;</span></p>');
  expect(shown).not.toContain('<script');
});
