import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregates, contexts, projections, registry } from '#contexts/programme';
import { caseLives } from '#contexts/testing/lives';
import type { RecordedEvent } from '#platform/event-store';
import type { ReadModelStore } from '#platform/projections';
import { openSqliteReadModels } from '#platform/projections/engine';
import { ArbitraryLogs, projectionLaws } from '#platform/testing/projection-laws';

/** Laws that hold for every read model there is, however many are added. */
const folder = mkdtempSync(join(tmpdir(), 'tasuki-laws-'));
let store: ReadModelStore;
let lives: readonly (readonly RecordedEvent[])[];
let logs: ArbitraryLogs;

/** Lives that differ: between them they hold nearly every type of event. */
const SEEDS = [27, 6, 10, 7, 3, 12];

beforeAll(async () => {
  store = openSqliteReadModels(join(folder, 'read-models.db'), { clock: { now: () => '2026-04-01T00:00:00.000Z' } });
  lives = await Promise.all(SEEDS.map((seed) => caseLives(seed, 1_000)));
  logs = new ArbitraryLogs(aggregates, lives);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

test('the lives they are tried on hold most types of event', () => {
  const lived = new Set(lives.flat().map(({ type }) => type));
  // What the service itself puts on record happens in no case's life.
  const ofCases = contexts.filter(({ name }) => !['process', 'upkeep'].includes(name));
  const types = ofCases.flatMap((context) => context.aggregates.flatMap(({ events }) => events));
  expect(lived.size).toBeGreaterThan(0.8 * types.length);
});

const named = projections.map((projection) => [`${projection.name} ${projection.version}`, projection] as const);

describe.each(Object.entries(projectionLaws))('a projection %s', (_, law) => {
  test.each(named)('%s', (_name, projection) =>
    law(projection, { registry, store, runs: 15, logs: logs.mostlyOf(Object.keys(projection.on)) }),
  );
});
