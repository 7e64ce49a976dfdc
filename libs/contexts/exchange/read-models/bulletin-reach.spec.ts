import { BulletinAcknowledged, BulletinForwarded, BulletinPublished, BulletinRelayed } from '#events/exchange';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { associationIds } from '../association-ids.ts';
import { bulletinReach } from './bulletin-reach.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const published = on(`bulletin-${bulletinId}`, exampleOf(BulletinPublished));
const relayed = on(`bulletin-${bulletinId}`, exampleOf(BulletinRelayed));
const forwarded = on('bulletinforward-f22', exampleOf(BulletinForwarded));
const acknowledged = (userId: string) =>
  on(`bulletinreceipt-${userId}`, BulletinAcknowledged({ bulletinId, associationId: 'nasilc-22', userId }));
const row = {
  bulletinId,
  topic: 'secondment',
  stage: 'published',
  title: sealedInTest('在籍型出向の運営状況（2025年度第2四半期）'),
  body: sealedInTest('出向の成立状況をお知らせします。'),
  publishedAt: '2026-04-01T00:00:00.000Z',
  relayBy: '2025-11-13T14:59:59.999Z',
  relayedAt: null,
  message: null,
  forwardBy: null,
  forwardedCount: 0,
  acknowledgedCount: 0,
  awaiting: associationIds,
  associations: associationIds.map((associationId) => ({ associationId, forwardedAt: null, acknowledged: 0 })),
};
const afterRelay = {
  ...row,
  stage: 'relayed',
  relayedAt: '2026-04-01T00:00:01.000Z',
  message: sealedInTest('会員へご周知ください'),
  forwardBy: '2025-11-20T14:59:59.999Z',
};
const afterForward = {
  ...afterRelay,
  forwardedCount: 1,
  awaiting: associationIds.filter((id) => id !== 'nasilc-22'),
  associations: row.associations.map((reach) =>
    reach.associationId === 'nasilc-22' ? { ...reach, forwardedAt: '2026-04-01T00:00:02.000Z' } : reach,
  ),
};

test('a published bulletin has reached none of the 47', () => {
  expect(associationIds.length).toBe(47);
  return given(published).thenRows(bulletinReach, [row]);
});

test('relayed', () => given(published, relayed).thenRows(bulletinReach, [afterRelay]));

test('forwarded by one association: 46 have not', () =>
  given(published, relayed, forwarded).thenRows(bulletinReach, [afterForward]));

test('acknowledged by two of its members', () =>
  given(published, relayed, forwarded, acknowledged('a'), acknowledged('b')).thenRows(bulletinReach, [
    {
      ...afterForward,
      acknowledgedCount: 2,
      associations: afterForward.associations.map((reach) =>
        reach.associationId === 'nasilc-22' ? { ...reach, acknowledged: 2 } : reach,
      ),
    },
  ]));
