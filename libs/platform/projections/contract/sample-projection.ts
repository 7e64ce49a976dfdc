import type { Personal } from '#platform/event-schema';
import { boolean, day, instant, integer, json, key, list, sealed, text } from '../definition/column.ts';
import { type Projection, projectionsOver, table } from '../definition/definition.ts';
import type { Checkpoint, Row, RowChange } from '../store/read-model-store.ts';

/** A projection with a column of every kind; `name` keeps suites on one database apart. */
export function sampleProjection(name: string, version = 1): Projection {
  return projectionsOver<object>()({
    name,
    version,
    audience: 'both',
    table: table({
      id: key(),
      stage: text(),
      order: integer(),
      isUrgent: boolean(),
      dueAt: instant().nullable(),
      dueDay: day().nullable(),
      tags: list(text()),
      ranks: list(integer()),
      more: json<unknown>().nullable(),
      name: sealed().nullable(),
    })
      .index('stage', 'dueAt')
      .index('tags')
      .search('name'),
    scope: {},
    on: {},
  });
}

export const sealedName: Personal<string> = { subjectId: 'client-1', keyId: 'k1', path: 'A.name', ct: 'Y3Q=' };

/** A whole row, some of its values replaced. */
export function sampleRow(id: string, values: Row = {}): Row {
  return {
    id,
    stage: 'submitted',
    order: 1,
    isUrgent: false,
    dueAt: null,
    dueDay: null,
    tags: [],
    ranks: [],
    more: null,
    name: null,
    ...values,
  };
}

/** A change that writes the row. */
export function writing(row: Row, more: Partial<RowChange> = {}): RowChange {
  return { key: String(row['id']), row, position: 1, revision: null, tokens: [], ...more };
}

export function checkpointAt(position: number): Checkpoint {
  return { position, eventId: `event-${position}` };
}
