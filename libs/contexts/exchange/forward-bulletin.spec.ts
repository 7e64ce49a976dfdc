import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { BulletinForwarded, BulletinPublished, BulletinRelayed } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { bulletinForward, bulletinForwardIdOf } from './bulletin-forward.ts';
import { bulletin } from './bulletin.ts';
import { forwardBulletin } from './forward-bulletin.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('nasilc.pref_liaison');
const published = exampleOf(BulletinPublished);
const relayed = exampleOf(BulletinRelayed);
const forwarded = (associationId: string) =>
  BulletinForwarded({ bulletinId, associationId, acknowledgeBy: '2025-11-20T14:59:59.999Z' });

test('an association forwards a relayed bulletin, in a stream of its own and the bulletin’s family', async () => {
  const [recorded] = await given(bulletin, bulletinId, published, relayed)
    .when(forwardBulletin, { bulletinId }, { by })
    .thenFacts(forwarded('nasilc-22'));
  expect([recorded?.stream, recorded?.metadata.$correlationId]).toEqual([
    `bulletinforward-${bulletinForwardIdOf(bulletinId, 'nasilc-22')}`,
    bulletinId,
  ]);
});

test('twice is once', () =>
  given(bulletin, bulletinId, published, relayed)
    .and(bulletinForward, bulletinForwardIdOf(bulletinId, 'nasilc-22'), forwarded('nasilc-22'))
    .when(forwardBulletin, { bulletinId }, { by })
    .thenNothing());

test('what one association did leaves it to the others', () =>
  given(bulletin, bulletinId, published, relayed)
    .and(bulletinForward, bulletinForwardIdOf(bulletinId, 'nasilc-23'), forwarded('nasilc-23'))
    .when(forwardBulletin, { bulletinId }, { by })
    .thenFacts(forwarded('nasilc-22')));

test('not before headquarters relayed it', () =>
  given(bulletin, bulletinId, published).when(forwardBulletin, { bulletinId }, { by }).thenRefused('NOT_RELAYED'));

test('not one that was never published', () =>
  given().when(forwardBulletin, { bulletinId }, { by }).thenRefused('UNKNOWN_BULLETIN', { path: 'bulletinId' }));

test('not by a consultant', () =>
  given(bulletin, bulletinId, published, relayed)
    .when(forwardBulletin, { bulletinId }, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));

test('its members have their time by the association’s calendar', () =>
  given(bulletin, bulletinId, published, relayed)
    .and(
      office,
      officeStreamIdOf('nasilc-22'),
      OfficeCalendarSet({ officeId: 'nasilc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(forwardBulletin, { bulletinId }, { by })
    .thenFacts(BulletinForwarded({ ...forwarded('nasilc-22').data, acknowledgeBy: '2025-11-21T14:59:59.999Z' })));
