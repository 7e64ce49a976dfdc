import { projection } from '#contexts/kernel';
import { consultantIdOf, earlierConsultantIdOf } from '#contexts/directory';
import { boolean, instant, key, list, sealed, table, text } from '#platform/projections';

/**
 * Who of an association's members still has to take note of which bulletins. A receipt is expected of those who were
 * verified members when the association forwarded the bulletin.
 */
export const bulletinReaders = projection({
  name: 'bulletin_readers',
  version: 2,
  audience: 'nasilc',
  table: table({
    consultantId: key(),
    userId: text(),
    associationId: text(),
    name: sealed(),
    isActive: boolean(),
    /** Bulletins forwarded to them that they have not acknowledged. */
    awaiting: list(text()),
    lastAcknowledgedAt: instant().nullable(),
    registeredAt: instant(),
  }).index('associationId', 'registeredAt'),
  scope: { offices: ['associationId'], persons: ['userId'] },
  serve: {
    path: '/nasilc/bulletin-readers',
    summary: 'The association’s members, and the bulletins each has still to acknowledge',
    filters: ['associationId', 'awaiting', 'isActive'],
    sorts: ['registeredAt', 'lastAcknowledgedAt'],
  },
  on: ({ each }) => ({
    ConsultantRegistered: ({ data: { userId, associationId, name }, streamId, occurredAt }) => ({
      consultantId: streamId,
      userId,
      associationId,
      name,
      isActive: false,
      awaiting: [],
      lastAcknowledgedAt: null,
      registeredAt: occurredAt,
    }),
    ConsultantVerified: (_, row) => row && { ...row, isActive: true },
    BulletinForwarded: each(
      'associationId',
      ({ data }) => data.associationId,
      ({ data: { bulletinId } }, row) => (row.isActive ? { ...row, awaiting: [...row.awaiting, bulletinId] } : row),
    ),
    BulletinAcknowledged: {
      keyOf: ({ data: { userId, associationId } }) => [
        consultantIdOf(userId, associationId),
        earlierConsultantIdOf(userId),
      ],
      fold: ({ data: { bulletinId, associationId }, occurredAt }, row) =>
        row?.associationId === associationId
          ? { ...row, awaiting: row.awaiting.filter((id) => id !== bulletinId), lastAcknowledgedAt: occurredAt }
          : row,
    },
  }),
});
