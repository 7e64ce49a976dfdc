import { BulletinForwarded, BulletinPublished, BulletinRelayed } from '#events/exchange';
import { Because, CloseTask, closeTask, OpenTask, openTask, taskIdOf } from '#contexts/task';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { associationIds } from './association-ids.ts';
import { bulletinForwardIdOf } from './bulletin-forward.ts';
import { bulletinReminders } from './bulletin-reminders.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const acknowledgeBy = '2026-04-20T14:59:59.999Z';
const about = (fact: Fact) => on(`bulletin-${bulletinId}`, fact);
const published = about(exampleOf(BulletinPublished));
const relayed = about(exampleOf(BulletinRelayed));
const forwarded = on(
  `bulletinforward-${bulletinForwardIdOf(bulletinId, 'nasilc-22')}`,
  BulletinForwarded({ bulletinId, associationId: 'nasilc-22', acknowledgeBy }),
);
const log = [published, relayed, forwarded];
const ids = recordedInTest(log).map(({ id }) => id);
const because = (index: number, type: string) => Object.assign(new Because(), { eventId: ids[index]!, type });
const subject = { subjectCategory: 'bulletin', subjectId: bulletinId };
const relay = issue(openTask, OpenTask, {
  kind: 'relay_bulletin',
  officeId: 'nasilc-hq',
  dueAt: '2025-11-13T14:59:59.999Z',
  because: because(0, 'BulletinPublished'),
  ...subject,
});
const forwards = associationIds.map((officeId) =>
  issue(openTask, OpenTask, {
    kind: 'forward_bulletin',
    officeId,
    dueAt: '2025-11-20T14:59:59.999Z',
    because: because(1, 'BulletinRelayed'),
    ...subject,
  }),
);
const close = (kind: string, from: number, officeId: string, by: number, type: string) =>
  issue(closeTask, CloseTask, { taskId: taskIdOf(kind, ids[from]!, officeId), because: because(by, type) });
const closeRelay = close('relay_bulletin', 0, 'nasilc-hq', 1, 'BulletinRelayed');
const closeForward = close('forward_bulletin', 1, 'nasilc-22', 2, 'BulletinForwarded');

test('a published bulletin is for NASILC’s headquarters to relay', () =>
  given(published).thenCommands(bulletinReminders, relay));

test('a relayed one for each of the 47 associations to forward', () => {
  expect(forwards.length).toBe(47);
  return given(published, relayed).thenCommands(bulletinReminders, relay, closeRelay, ...forwards);
});

test('one that an association forwarded is for its members, until their time is over', () =>
  given(...log)
    .thenCommands(bulletinReminders, relay, closeRelay, ...forwards, closeForward)
    .thenTimers({ instance: bulletinId, name: 'nasilc-22', due: acknowledgeBy }));

test('then the association looks who has not taken note', () =>
  given(...log)
    .at(acknowledgeBy)
    .thenCommands(
      bulletinReminders,
      relay,
      closeRelay,
      ...forwards,
      closeForward,
      issue(openTask, OpenTask, {
        kind: 'remind_readers',
        officeId: 'nasilc-22',
        because: because(2, 'BulletinForwarded'),
        ...subject,
      }),
    )
    .thenTimers());

test('of a bulletin that nobody published nobody is reminded', () =>
  given(relayed, forwarded).thenCommands(bulletinReminders).thenTimers());
