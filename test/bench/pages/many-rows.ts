import type { Projection, ReadModelStore, Row, RowChange, StoredRow } from '#platform/projections';
import { Seeded } from '../../chaos/seeded.ts';

const BATCH = 20_000;

/**
 * Fills the table of a projection with so many rows, made of a practice's own: each is one of them under another key,
 * its instants moved by up to a year, so that offices, stages and people are as unequally busy as there. It has the indexes
 * that a service gives as long a list.
 */
export async function fillTable(
  store: ReadModelStore,
  projection: Projection,
  samples: readonly StoredRow[],
  count: number,
): Promise<void> {
  const random = new Seeded(count);
  await fill(store, projection, count, (number) =>
    changed(projection, samples[random.between(0, samples.length - 1)]!.row, number, random),
  );
}

/** Fills the table of a projection with rows as they are. */
export function copyTable(store: ReadModelStore, projection: Projection, rows: readonly StoredRow[]): Promise<void> {
  const { keyColumn } = projection.table;
  return fill(store, projection, rows.length, (number) => {
    const { row } = rows[number]!;
    return { key: String(row[keyColumn]), row, position: number + 1, revision: 0, tokens: [] };
  });
}

async function fill(
  store: ReadModelStore,
  projection: Projection,
  count: number,
  changeOf: (number: number) => RowChange,
): Promise<void> {
  await store.ensure(projection);
  let expected: { position: number; eventId: string } | undefined;
  for (let from = 0; from < count; from += BATCH) {
    const changes = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => changeOf(from + index));
    const checkpoint = { position: from + changes.length, eventId: uuid(from + changes.length) };
    await store.commit(projection, { expected, checkpoint, changes });
    expected = checkpoint;
  }
  await store.makeServable(projection);
  await store.setState(projection, 'live');
  await store.quicken(projection, new AbortController().signal);
}

function changed({ table }: Projection, sample: Row, number: number, random: Seeded): RowChange {
  const key = uuid(number);
  const moved = random.between(-365, 365) * 86_400_000 + random.between(0, 86_400_000);
  const row = Object.fromEntries(
    Object.entries(table.columns).map(([name, { kind }]) => {
      const value = sample[name];
      if (kind === 'key') return [name, key];
      if (kind === 'instant' && typeof value === 'string') return [name, later(value, moved)];
      return [name, value];
    }),
  );
  return { key, row, position: number + 1, revision: 0, tokens: [] };
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** Keys in no order, as UUIDs are. */
function uuid(number: number): string {
  const mixed = (Math.imul(number ^ 0x9e3779b9, 0x85ebca6b) >>> 0).toString(16).padStart(8, '0');
  return `${mixed}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
