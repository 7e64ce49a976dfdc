import { BulletinAcknowledged, BulletinForwarded } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { acknowledgeBulletin } from './acknowledge-bulletin.ts';
import { bulletinForward, bulletinForwardIdOf } from './bulletin-forward.ts';
import { bulletinReceipt, bulletinReceiptIdOf } from './bulletin-receipt.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('nasilc.consultant');
const forwardId = bulletinForwardIdOf(bulletinId, 'nasilc-22');
const forwarded = BulletinForwarded({ ...exampleOf(BulletinForwarded).data, bulletinId });
const acknowledged = (userId: string) => BulletinAcknowledged({ bulletinId, associationId: 'nasilc-22', userId });

test('a consultant takes note, in a stream of their own', async () => {
  const [recorded] = await given(bulletinForward, forwardId, forwarded)
    .when(acknowledgeBulletin, { bulletinId }, { by })
    .thenFacts(acknowledged('nasilc-consultant-1'));
  expect([recorded?.stream, recorded?.metadata.$correlationId]).toEqual([
    `bulletinreceipt-${bulletinReceiptIdOf(bulletinId, 'nasilc-consultant-1')}`,
    forwardId,
  ]);
});

test('twice is once', () =>
  given(bulletinForward, forwardId, forwarded)
    .and(bulletinReceipt, bulletinReceiptIdOf(bulletinId, by.userId), acknowledged(by.userId))
    .when(acknowledgeBulletin, { bulletinId }, { by })
    .thenNothing());

test('a colleague’s receipt is not one’s own', () =>
  given(bulletinForward, forwardId, forwarded)
    .and(bulletinReceipt, bulletinReceiptIdOf(bulletinId, 'colleague'), acknowledged('colleague'))
    .when(acknowledgeBulletin, { bulletinId }, { by })
    .thenFacts(acknowledged(by.userId)));

test('not before the own association forwarded it, whatever another one did', () =>
  given(bulletinForward, forwardId, forwarded)
    .when(acknowledgeBulletin, { bulletinId }, { by: actor('nasilc.consultant', 'nasilc-23') })
    .thenRefused('NOT_FORWARDED'));

test('not by a consultant of no association', () =>
  given(bulletinForward, forwardId, forwarded)
    .when(acknowledgeBulletin, { bulletinId }, { by: actor('nasilc.consultant', null) })
    .thenRefused('NOT_FORWARDED'));

test('not by the association in its members’ place', () =>
  given(bulletinForward, forwardId, forwarded)
    .when(acknowledgeBulletin, { bulletinId }, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
