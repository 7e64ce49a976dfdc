import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { BulletinPublished } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { bulletin } from './bulletin.ts';
import { publishBulletin } from './publish-bulletin.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('iesc.hq_coordinator', 'iesc-hq');
const command = { bulletinId, topic: 'career_talent_bank', title: '運営状況', body: '成立状況のお知らせ' };
const published = {
  topic: 'career_talent_bank',
  title: '運営状況',
  body: '成立状況のお知らせ',
  relayBy: '2025-11-13T14:59:59.999Z',
};

test('headquarters publish a bulletin, to be relayed within five business days', async () => {
  const [recorded] = await given().when(publishBulletin, command, { by }).thenFacts(BulletinPublished(published));
  expect([recorded?.stream, recorded?.metadata.$correlationId]).toEqual([`bulletin-${bulletinId}`, bulletinId]);
});

test('under the joint declaration, on what it was about', () =>
  given()
    .at('2025-10-21T01:00:00.000Z')
    .when(publishBulletin, { ...command, topic: 'secondment' }, { by })
    .thenFacts(BulletinPublished({ ...published, topic: 'secondment', relayBy: '2025-10-28T14:59:59.999Z' })));

test('not on a topic that version does not know', () =>
  given()
    .at('2025-10-21T01:00:00.000Z')
    .when(publishBulletin, command, { by })
    .thenRefused('UNKNOWN_CODE', { path: 'topic' }));

test('not a second time under the same id', () =>
  given(bulletin, bulletinId, exampleOf(BulletinPublished))
    .when(publishBulletin, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'published', availableActions: [] }));

test('not by an office', () =>
  given()
    .when(publishBulletin, command, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('by the calendar of NASILC’s headquarters, who relay it', () =>
  given(
    office,
    officeStreamIdOf('nasilc-hq'),
    OfficeCalendarSet({ officeId: 'nasilc-hq', closures: ['2025-11-07'], cutOffHour: 17 }),
  )
    .when(publishBulletin, command, { by })
    .thenFacts(BulletinPublished({ ...published, relayBy: '2025-11-14T14:59:59.999Z' })));
