import { Because } from '#contexts/task';
import { actor, given } from '#contexts/testing';
import { RecipientInput } from './notification-recipient.ts';
import { fact, toConsultant, toManager } from './notification-story.fixture.ts';
import { notification, notificationIdOf, type Recipient } from './notification.ts';
import { notify } from './notify.ts';

const by = actor('process');
const commandOf = ({ data }: typeof toConsultant) => ({
  ...data,
  to: Object.assign(new RecipientInput(), data.to),
  because: Object.assign(new Because(), data.because),
});
const idOf = ({ data }: typeof toConsultant) => notificationIdOf(data.kind, fact.eventId, data.to as Recipient);

test.each([
  ['a person', toConsultant],
  ['whoever holds a post', toManager],
])('a process tells %s that something happened', (_, sent) =>
  given(notification, idOf(sent)).when(notify, commandOf(sent), { by }).thenFacts(sent),
);

test('once', () =>
  given(notification, idOf(toConsultant), toConsultant)
    .when(notify, commandOf(toConsultant), { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'unread' }));

test('there is no notification of a kind that nobody knows', () =>
  given(notification, notificationIdOf('gossip', fact.eventId, toConsultant.data.to as Recipient))
    .when(notify, { ...commandOf(toConsultant), kind: 'gossip' }, { by })
    .thenRefused('UNKNOWN_NOTIFICATION_KIND', { path: 'kind' }));

test('nobody but a process tells', () =>
  given(notification, idOf(toConsultant))
    .when(notify, commandOf(toConsultant), { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
