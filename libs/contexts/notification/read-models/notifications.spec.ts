import { NotificationSent } from '#events/notification';
import { given, on } from '#platform/testing';
import {
  consultantId,
  inboxReadBy,
  managerId,
  managersPost,
  notificationId,
  readByConsultant,
  readByManager,
  toConsultant,
  toManager,
} from '../notification-story.fixture.ts';
import { notifications } from './notifications.ts';

const otherId = '0b6c1d9e-43a1-4c57-9b1f-0000000000d2';
const inboxId = '0b6c1d9e-43a1-4c57-9b1f-0000000000d3';
const sent = on(`notification-${notificationId}`, toConsultant);
const toPost = on(`notification-${otherId}`, toManager);
const at = (second: number) => `2026-04-01T00:00:0${second}.000Z`;
const row = {
  notificationId,
  address: consultantId,
  kind: 'referral_accepted',
  stage: 'unread',
  isUnread: true,
  subjectCategory: 'referral',
  subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
  link: '/referrals/0b6c1d9e-43a1-4c57-9b1f-0000000000aa',
  becauseEventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1',
  becauseType: 'ReferralAccepted',
  sentAt: at(0),
  readBy: null,
  readAt: null,
};
const postRow = {
  ...row,
  notificationId: otherId,
  address: managersPost,
  kind: 'task_waiting',
  subjectCategory: 'task',
  subjectId: '0b6c1d9e-43a1-4c57-9b1f-0000000000ba',
  link: '/my-tasks/0b6c1d9e-43a1-4c57-9b1f-0000000000ba',
  becauseType: 'TaskOpened',
};
const read = (by: string, second: number) => ({ stage: 'read', isUnread: false, readBy: by, readAt: at(second) });

test('a notification is unread, and leads to what it is about', () => given(sent).thenRows(notifications, [row]));

test('what no read model is of has no link', () =>
  given(
    on(`notification-${notificationId}`, NotificationSent({ ...toConsultant.data, subjectCategory: 'process' })),
  ).thenRows(notifications, [{ ...row, subjectCategory: 'process', link: null }]));

test('it is read by whom it is addressed to', () =>
  given(sent, on(`notification-${notificationId}`, readByConsultant)).thenRows(notifications, [
    { ...row, ...read(consultantId, 1) },
  ]));

test('all of an address up to an instant are read, those of others and later ones not', () =>
  given(
    sent,
    toPost,
    on(`inbox-${inboxId}`, inboxReadBy(managerId, managersPost, at(1))),
    on(`inbox-${inboxId}`, inboxReadBy(consultantId, consultantId, '2026-03-31T00:00:00.000Z')),
  ).thenRows(notifications, [row, { ...postRow, sentAt: at(1), ...read(managerId, 2) }]));

test('who read it first is who read it', () =>
  given(
    toPost,
    on(`notification-${otherId}`, readByManager),
    on(`inbox-${inboxId}`, inboxReadBy('deputy', managersPost, at(1))),
    on(`notification-${otherId}`, { ...readByManager, data: { readBy: 'deputy' } }),
  ).thenRows(notifications, [{ ...postRow, ...read(managerId, 1) }]));

test('nothing of it could hold content: ids, codes and instants', async () => {
  const kinds = Object.values(notifications.table.columns).map(({ kind }) => kind);
  expect(kinds.filter((kind) => !['key', 'text', 'boolean', 'instant'].includes(kind))).toEqual([]);
  expect(NotificationSent.personalFields).toEqual([]);
  const problems = (changed: object) => NotificationSent.validator.problems({ ...toConsultant.data, ...changed });
  expect(await problems({ subjectId: 'x'.repeat(200) })).toEqual([]);
  expect(await problems({ subjectId: 'x'.repeat(201) })).toEqual(['/subjectId must not have more than 200 characters']);
  for (const field of ['kind', 'subjectCategory']) {
    expect(await problems({ [field]: '浜名製作所の取次' })).toEqual([
      `/${field} must match pattern "^[A-Za-z0-9_.:-]{1,64}$"`,
    ]);
  }
});
