import { actor, given } from '#contexts/testing';
import { markNotificationRead } from './mark-notification-read.ts';
import {
  notificationId,
  readByConsultant,
  readByManager,
  toConsultant,
  toManager,
} from './notification-story.fixture.ts';
import { notification } from './notification.ts';

const command = { notificationId };
const consultant = actor('nasilc.consultant');
const manager = actor('iesc.office_manager');

test('whom it is addressed to has read it', () =>
  given(notification, notificationId, toConsultant)
    .when(markNotificationRead, command, { by: consultant })
    .thenFacts(readByConsultant));

test('so has whoever holds the post that it is addressed to', () =>
  given(notification, notificationId, toManager)
    .when(markNotificationRead, command, { by: manager })
    .thenFacts(readByManager));

test('what somebody of the post has read is read', () =>
  given(notification, notificationId, toManager, readByManager)
    .when(markNotificationRead, command, { by: actor('iesc.office_manager', 'iesc-22', 'deputy') })
    .thenNothing());

test.each([
  ['another consultant', toConsultant, actor('nasilc.consultant', 'nasilc-22', 'nasilc-consultant-2')],
  ['headquarters, whose reach is everything', toConsultant, actor('nasilc.hq_liaison', 'nasilc-hq')],
  ['the manager of another office', toManager, actor('iesc.office_manager', 'iesc-23')],
  ['another role of the office', toManager, actor('iesc.advisor')],
])('to %s there is no such notification', (_, sent, by) =>
  given(notification, notificationId, sent).when(markNotificationRead, command, { by }).thenRefused('NOT_FOUND'),
);

test('nor is one that was never sent', () =>
  given(notification, notificationId).when(markNotificationRead, command, { by: consultant }).thenRefused('NOT_FOUND'));
