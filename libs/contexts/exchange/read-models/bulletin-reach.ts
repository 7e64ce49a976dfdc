import { projection } from '#contexts/kernel';
import { instant, integer, json, key, list, sealed, table, text } from '#platform/projections';
import { associationIds } from '../association-ids.ts';

/** How far a bulletin came in one association. */
interface AssociationReach {
  readonly associationId: string;
  /** null: not forwarded yet. */
  readonly forwardedAt: string | null;
  /** How many of its members took note. */
  readonly acknowledged: number;
}

/** How far each bulletin has come, for both headquarters: which of the 47 associations forwarded it and which did not. */
export const bulletinReach = projection({
  name: 'bulletin_reach',
  version: 1,
  audience: 'both',
  aggregate: 'bulletin',
  table: table({
    bulletinId: key(),
    topic: text(),
    stage: text(),
    title: sealed(),
    body: sealed(),
    publishedAt: instant(),
    relayBy: instant(),
    relayedAt: instant().nullable(),
    /** Words of NASILC's headquarters to the associations. */
    message: sealed().nullable(),
    forwardBy: instant().nullable(),
    forwardedCount: integer(),
    acknowledgedCount: integer(),
    /** Associations that have not forwarded it yet. */
    awaiting: list(text()),
    /** All 47. */
    associations: json<readonly AssociationReach[]>(),
  }).index('publishedAt'),
  // Headquarters only: an association sees its own reach in its feed.
  scope: {},
  serve: {
    path: '/bulletins',
    summary: 'How far each bulletin has come: relayed, forwarded, acknowledged',
    filters: ['topic', 'stage', 'awaiting', 'publishedAt'],
    sorts: ['publishedAt', 'forwardedCount', 'acknowledgedCount'],
  },
  on: {
    BulletinPublished: ({ data, streamId, occurredAt }) => ({
      bulletinId: streamId,
      topic: data.topic,
      stage: 'published',
      title: data.title,
      body: data.body,
      publishedAt: occurredAt,
      relayBy: data.relayBy,
      relayedAt: null,
      message: null,
      forwardBy: null,
      forwardedCount: 0,
      acknowledgedCount: 0,
      awaiting: associationIds,
      associations: associationIds.map((associationId) => ({ associationId, forwardedAt: null, acknowledged: 0 })),
    }),
    BulletinRelayed: ({ data: { message, forwardBy }, occurredAt }, row) =>
      row && { ...row, stage: 'relayed', relayedAt: occurredAt, message, forwardBy },
    BulletinForwarded: {
      keyOf: ({ data }) => data.bulletinId,
      fold: ({ data: { associationId }, occurredAt }, row) =>
        row && {
          ...row,
          forwardedCount: row.forwardedCount + 1,
          awaiting: row.awaiting.filter((id) => id !== associationId),
          associations: row.associations.map((reach) =>
            reach.associationId === associationId ? { ...reach, forwardedAt: occurredAt } : reach,
          ),
        },
    },
    BulletinAcknowledged: {
      keyOf: ({ data }) => data.bulletinId,
      fold: ({ data: { associationId } }, row) =>
        row && {
          ...row,
          acknowledgedCount: row.acknowledgedCount + 1,
          associations: row.associations.map((reach) =>
            reach.associationId === associationId ? { ...reach, acknowledged: reach.acknowledged + 1 } : reach,
          ),
        },
    },
  },
});
