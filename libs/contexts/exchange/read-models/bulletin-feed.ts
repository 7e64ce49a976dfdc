import { projection } from '#contexts/kernel';
import { instant, integer, key, list, table, text } from '#platform/projections';
import { associationIds } from '../association-ids.ts';

/**
 * The relayed bulletins of each association: its liaison reads and forwards them and sees who took note; its members
 * read them once they were forwarded, and take note.
 */
export const bulletinFeed = projection({
  name: 'bulletin_feed',
  version: 1,
  audience: 'nasilc',
  table: table({
    /** `<bulletinId>:<associationId>` */
    feedId: key(),
    bulletinId: text(),
    associationId: text(),
    topic: text(),
    stage: text(),
    relayedAt: instant(),
    forwardBy: instant(),
    forwardedAt: instant().nullable(),
    /** The association once it forwarded the bulletin: from then on its members see it. */
    forwardedTo: text().nullable(),
    acknowledgeBy: instant().nullable(),
    acknowledgedCount: integer(),
    /** User ids of the members who took note: the association's to see, not the members' of each other. */
    acknowledgedBy: list(text()).fieldClass('C'),
  })
    .index('associationId', 'relayedAt')
    .index('forwardedTo', 'relayedAt'),
  scope: { offices: ['associationId'], members: ['forwardedTo'] },
  reveals: (_, { role }) => (role === 'nasilc.consultant' ? [] : ['C']),
  // The next step in the cascade: the association's, then that of each of its members.
  actsOn: ({ stage, acknowledgedBy }, { userId }) =>
    stage === 'relayed'
      ? { category: 'bulletinforward', stage: 'none' }
      : { category: 'bulletinreceipt', stage: acknowledgedBy.includes(userId) ? 'acknowledged' : 'none' },
  serve: {
    path: '/nasilc/bulletins',
    summary: 'Bulletins relayed to the association, and who of its members took note',
    filters: ['bulletinId', 'associationId', 'topic', 'stage', 'relayedAt', 'acknowledgedBy'],
    sorts: ['relayedAt', 'forwardBy', 'acknowledgeBy', 'acknowledgedCount'],
    joins: { bulletin: ['bulletin_reach', 'bulletinId', ['title', 'body', 'message', 'publishedAt']] },
  },
  on: {
    BulletinRelayed: {
      keyOf: ({ streamId }) => associationIds.map((associationId) => feedIdOf(streamId, associationId)),
      fold: ({ data: { topic, forwardBy }, streamId, occurredAt }, _, { key: feedId }) => ({
        feedId,
        bulletinId: streamId,
        associationId: feedId.slice(streamId.length + 1),
        topic,
        stage: 'relayed',
        relayedAt: occurredAt,
        forwardBy,
        forwardedAt: null,
        forwardedTo: null,
        acknowledgeBy: null,
        acknowledgedCount: 0,
        acknowledgedBy: [],
      }),
    },
    BulletinForwarded: {
      keyOf: ({ data }) => feedIdOf(data.bulletinId, data.associationId),
      fold: ({ data: { associationId, acknowledgeBy }, occurredAt }, row) =>
        row && { ...row, stage: 'forwarded', forwardedAt: occurredAt, forwardedTo: associationId, acknowledgeBy },
    },
    BulletinAcknowledged: {
      keyOf: ({ data }) => feedIdOf(data.bulletinId, data.associationId),
      fold: ({ data: { userId } }, row) =>
        row && {
          ...row,
          acknowledgedCount: row.acknowledgedCount + 1,
          acknowledgedBy: [...row.acknowledgedBy, userId],
        },
    },
  },
});

const feedIdOf = (bulletinId: string, associationId: string): string => `${bulletinId}:${associationId}`;
