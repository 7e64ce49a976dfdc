import { integer, key, list, text } from '../definition/column.ts';
import { type Projection, table } from '../definition/definition.ts';
import { thingProjection } from './sample-things.ts';

/**
 * Things, each with how many things its group had seen when it came, and the groups by themselves: a projection of two
 * tables in which rows are looked up in every way there is.
 */
export const groupedThings: Projection = thingProjection({
  name: 'grouped_things',
  version: 1,
  audience: 'both',
  aggregate: 'thing',
  tables: {
    rows: table({ thingId: key(), group: text(), came: integer() }).index('group'),
    groups: table({ group: key(), seen: list(text()), arrivals: integer() }),
  },
  scope: {},
  on: ({ each, handler }) => ({
    rows: {
      ThingMade: handler({
        with: { group: ['groups', (event) => event.data.group] },
        fold: (event, _, { group }) => ({
          thingId: event.streamId,
          group: event.data.group,
          came: group?.seen.length ?? 0,
        }),
      }),
      ThingMoved: handler({
        with: { group: ['groups', (event) => event.data.group] },
        fold: (event, row, { group }) => row && { ...row, group: event.data.group, came: group?.seen.length ?? 0 },
      }),
      ThingRemoved: () => undefined,
      GroupMerged: each(
        'group',
        (event) => event.streamId,
        (event, row) => ({ ...row, group: event.data.into }),
      ),
      GroupClosed: each(
        'group',
        (event) => event.streamId,
        () => undefined,
      ),
    },
    groups: {
      ThingMade: {
        keyOf: (event) => event.data.group,
        fold: (event, row, { key: group }) => ({
          group,
          seen: including(row?.seen ?? [], event.streamId),
          arrivals: (row?.arrivals ?? 0) + 1,
        }),
      },
      ThingMoved: {
        keyOf: (event) => event.data.group,
        fold: (event, row, { key: group }) => ({
          group,
          seen: including(row?.seen ?? [], event.streamId),
          arrivals: (row?.arrivals ?? 0) + 1,
        }),
      },
      GroupMerged: handler({
        keyOf: (event) => event.data.into,
        with: { merged: ['groups', (event) => event.streamId] },
        fold: (_, row, { key: group, merged }) =>
          merged && {
            group,
            seen: merged.seen.reduce(including, row?.seen ?? []),
            arrivals: (row?.arrivals ?? 0) + merged.arrivals,
          },
      }),
      GroupClosed: { keyOf: (event) => event.streamId, fold: () => undefined },
    },
  }),
});

function including(values: readonly string[], value: string): readonly string[] {
  return values.includes(value) ? values : [...values, value];
}
