import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aggregates, registry } from '#contexts/programme';
import {
  atVersion,
  eventType,
  eventVersion,
  Field,
  personal,
  Type,
  validateFact,
  type EventContract,
} from '#platform/event-schema';
import type { RecordedEvent } from '#platform/event-store';
import { Sealing } from '#platform/privacy';
import { MemoryKeyStore } from '#platform/testing';
import { ROOT } from './dependency-report.ts';
import { brokenPromises, lockOf, type EventsLock } from './events-lock.ts';

const EVENTS = join(ROOT, 'events');

/** The folders of event types, as `referral/ClientReferred`. */
const folders = readdirSync(EVENTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(EVENTS, name), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${name}/${entry.name}`),
  );

interface Example {
  readonly type: EventContract;
  readonly version: number;
  readonly data: unknown;
}

const examples: readonly Example[] = registry.types.flatMap((type) =>
  type.versions.flatMap(({ examples }, index) => examples.map((data) => ({ type, version: index + 1, data }))),
);
const named = examples.map(
  (example, index) => [`${example.type.typeName} v${example.version} (${index})`, example] as const,
);

describe('every event type', () => {
  test('is stored under the name of its folder, and has a file for each version', () => {
    const files = folders.map((folder) => ({
      name: folder.slice(folder.indexOf('/') + 1),
      versions: readdirSync(join(EVENTS, folder)).filter((file) => /^v\d+\.ts$/.test(file)),
    }));
    const types = registry.types.map(({ typeName, versions }) => ({
      name: typeName,
      versions: versions.map((_, index) => `v${index + 1}.ts`),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(types.sort(byName)).toEqual(files.sort(byName));
  });

  test('is of exactly one aggregate', () => {
    const owners = registry.types.map(({ typeName }) => [
      typeName,
      aggregates.filter(({ events }) => events.some((event) => event.typeName === typeName)).length,
    ]);
    expect(owners.filter(([, count]) => count !== 1)).toEqual([]);
  });

  test('has words in both languages', () => {
    expect(
      registry.types.filter(({ words }) => words.en === '' || words.ja === '').map((type) => type.typeName),
    ).toEqual([]);
  });
});

describe('every example', () => {
  test.each(named)('%s fits its schema', (_, example) =>
    validateFact({ type: atVersion(example.type, example.version), data: example.data }),
  );

  test.each(named)('%s is sealed where it is personal, and opens again', async (_, example) => {
    const sealing = new Sealing(new MemoryKeyStore());
    const type = atVersion(example.type, example.version);
    const sealed = await sealing.seal({ type, data: example.data }, 'client-1');
    expect(await sealing.open(sealed)).toEqual(example.data);
    for (const { path } of type.personalFields) {
      for (const value of valuesAt(sealed, path)) {
        if (value !== null && value !== undefined) expect(Object.keys(value)).toContain('ct');
      }
    }
  });

  test.each(named)('%s is brought to the newest version, sealed as it is', async (_, example) => {
    const sealing = new Sealing(new MemoryKeyStore());
    const { typeName } = example.type;
    const data = await sealing.seal({ type: atVersion(example.type, example.version), data: example.data }, 'client-1');
    const recorded = { type: typeName, data, stream: 'a-1', metadata: { schemaVersion: example.version } };
    const newest = await sealing.open(registry.decode(recorded as unknown as RecordedEvent)?.data);
    expect(await example.type.validator.problems(newest)).toEqual([]);
  });
});

/** Values of a personal field's path, `[]` reaching into each element of a list. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (value === null || value === undefined || name === undefined) return [value];
  if (name === '[]') return (value as readonly unknown[]).flatMap((element) => valuesAt(element, rest));
  return valuesAt((value as Record<string, unknown>)[name], rest);
}

describe('the lock of published versions', () => {
  const v1 = eventVersion({ schema: Type.Object({ name: personal(Field.Text()) }), examples: [{ name: 'a' }] });
  const edited = eventVersion({ schema: Type.Object({ name: Field.Code() }), examples: [{ name: 'a' }] });
  const v2 = eventVersion({
    schema: Type.Object({ title: Field.Code() }),
    examples: [{ title: 'a' }],
    upcast: () => ({ title: 'a' }),
  });
  const words = { en: 'Thing done', ja: '済' };
  const published = lockOf([eventType('ThingDone', { words, dataClass: 'A', versions: [v1] })]);

  test('is that of the code: `npm run events:lock` adds what is new', () => {
    const file = join(EVENTS, 'events.lock.json');
    const lock: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : 'missing';
    expect(lock).toEqual(lockOf(registry.types));
  });

  test('lets a new version and a new type pass', () => {
    const now: EventsLock = {
      ...lockOf([eventType('ThingDone', { words, dataClass: 'A', versions: [v1, v2] })]),
      ...lockOf([eventType('OtherDone', { words, dataClass: 'A', versions: [v1] })]),
    };
    expect(brokenPromises(published, now)).toEqual([]);
  });

  test('refuses an edited version: a seal taken off is an edit', () => {
    const now = lockOf([eventType('ThingDone', { words, dataClass: 'A', versions: [edited] })]);
    expect(brokenPromises(published, now)).toEqual([
      'ThingDone version 1 is published and its schema was edited: add version 2 with an upcaster',
    ]);
  });

  test('refuses a version that is gone', () => {
    expect(brokenPromises(published, {})).toEqual([
      'ThingDone version 1 is published and gone: stored events of it could not be read',
    ]);
  });
});
