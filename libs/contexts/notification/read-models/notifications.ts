import { projection } from '#contexts/kernel';
import { boolean, instant, key, table, text } from '#platform/projections';
import { addressOf } from '../notification.ts';
import { linkTo } from '../subject-links.ts';

/** What a person is told, as themselves and by the post they hold: ids, codes and a link, never content. */
export const notifications = projection({
  name: 'notifications',
  version: 1,
  audience: 'everyone',
  aggregate: 'notification',
  table: table({
    notificationId: key(),
    /** A user id, or a post as `role@office`. */
    address: text(),
    kind: text(),
    stage: text(),
    isUnread: boolean(),
    subjectCategory: text(),
    subjectId: text(),
    /** Path of what it is about. */
    link: text().nullable(),
    /** What it tells: id and type of the event. */
    becauseEventId: text(),
    becauseType: text(),
    sentAt: instant(),
    readBy: text().nullable(),
    readAt: instant().nullable(),
  })
    .index('address', 'sentAt')
    .index('address', 'isUnread', 'sentAt'),
  scope: { everyone: true, addressees: ['address'] },
  serve: {
    path: '/notifications',
    summary: 'What the caller is told, as themselves and by the post they hold',
    filters: ['isUnread', 'kind', 'subjectCategory', 'subjectId'],
    sorts: ['sentAt'],
  },
  on: ({ each }) => ({
    NotificationSent: ({ data, streamId, occurredAt }) => ({
      notificationId: streamId,
      address: addressOf(data.to),
      kind: data.kind,
      stage: 'unread',
      isUnread: true,
      subjectCategory: data.subjectCategory,
      subjectId: data.subjectId,
      link: linkTo(data.subjectCategory, data.subjectId),
      becauseEventId: data.because.eventId,
      becauseType: data.because.type,
      sentAt: occurredAt,
      readBy: null,
      readAt: null,
    }),
    NotificationRead: ({ data: { readBy }, occurredAt }, row) =>
      row?.isUnread ? { ...row, stage: 'read', isUnread: false, readBy, readAt: occurredAt } : row,
    InboxRead: each(
      'address',
      ({ data }) => data.address,
      ({ data: { readBy, upTo }, occurredAt }, row) =>
        row.isUnread && row.sentAt <= upTo
          ? { ...row, stage: 'read', isUnread: false, readBy, readAt: occurredAt }
          : row,
    ),
  }),
});
