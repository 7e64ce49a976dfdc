import { BulletinPublished, BulletinRelayed } from '#events/exchange';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { bulletin } from './bulletin.ts';
import { relayBulletin } from './relay-bulletin.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const by = actor('nasilc.hq_liaison', 'nasilc-hq');
const published = exampleOf(BulletinPublished);
const relayed = { topic: 'secondment', message: null, forwardBy: '2025-11-13T14:59:59.999Z' };

test('NASILC’s headquarters relay a bulletin, to be forwarded within five business days', () =>
  given(bulletin, bulletinId, published)
    .when(relayBulletin, { bulletinId }, { by })
    .thenFacts(BulletinRelayed(relayed)));

test('with a word to the associations', () =>
  given(bulletin, bulletinId, published)
    .when(relayBulletin, { bulletinId, message: '周知願います' }, { by })
    .thenFacts(BulletinRelayed({ ...relayed, message: '周知願います' })));

test('once', () =>
  given(bulletin, bulletinId, published, BulletinRelayed(relayed))
    .when(relayBulletin, { bulletinId }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'relayed', availableActions: [] }));

test('not one that was never published', () =>
  given().when(relayBulletin, { bulletinId }, { by }).thenRefused('NOT_FOUND'));

test('not by an association', () =>
  given(bulletin, bulletinId, published)
    .when(relayBulletin, { bulletinId }, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
