import { actor, given, NOW } from '#contexts/testing';
import { inbox, inboxIdOf } from './inbox.ts';
import { markInboxRead } from './mark-inbox-read.ts';
import { inboxReadBy, managerId, managersPost } from './notification-story.fixture.ts';

const by = actor('iesc.office_manager');
const id = inboxIdOf(managerId);
const [earlier, upTo] = ['2025-11-06T00:00:00.000Z', '2025-11-06T01:00:00.000Z'];
const all = (at: string) => [inboxReadBy(managerId, managerId, at), inboxReadBy(managerId, managersPost, at)];

test('all that was sent to a person and to their post by then has been read', () =>
  given(inbox, id)
    .when(markInboxRead, { upTo }, { by })
    .thenFacts(...all(upTo)));

test('and later some more', () =>
  given(inbox, id, ...all(earlier))
    .when(markInboxRead, { upTo }, { by })
    .thenFacts(...all(upTo)));

test.each([upTo, earlier])('what has been read up to then or longer is read: %s', (at) =>
  given(inbox, id, ...all(upTo))
    .when(markInboxRead, { upTo: at }, { by })
    .thenNothing(),
);

test('who has come to another post has not read what was sent there', () =>
  given(inbox, id, ...all(upTo))
    .when(markInboxRead, { upTo }, { by: actor('iesc.office_manager', 'iesc-23', managerId) })
    .thenFacts(inboxReadBy(managerId, 'iesc.office_manager@iesc-23', upTo)));

test('who belongs to no office has no post', () =>
  given(inbox, inboxIdOf('system_admin-1'))
    .when(markInboxRead, { upTo }, { by: actor('system_admin') })
    .thenFacts(inboxReadBy('system_admin-1', 'system_admin-1', upTo)));

test('up to now at most', async () => {
  await given(inbox, id)
    .when(markInboxRead, { upTo: '2025-11-06T01:15:00.001Z' }, { by })
    .thenRefused('IN_THE_FUTURE', { path: 'upTo' });
  await given(inbox, id)
    .when(markInboxRead, { upTo: NOW }, { by })
    .thenFacts(...all(NOW));
});

test('an instant of another zone is the same instant', () =>
  given(inbox, id)
    .when(markInboxRead, { upTo: '2025-11-06T10:00:00+09:00' }, { by })
    .thenFacts(...all(upTo)));
