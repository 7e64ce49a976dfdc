import { BulletinAcknowledged, BulletinForwarded, BulletinPublished, BulletinRelayed } from '#events/exchange';
import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import type { Row } from '#platform/projections';
import { actedOn } from '#platform/projections/serving';
import { given, on } from '#platform/testing';
import { associationIds } from '../association-ids.ts';
import { bulletinFeed } from './bulletin-feed.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const published = on(`bulletin-${bulletinId}`, exampleOf(BulletinPublished));
const relayed = on(`bulletin-${bulletinId}`, exampleOf(BulletinRelayed));
const forwarded = on('bulletinforward-f22', exampleOf(BulletinForwarded));
const acknowledged = on('bulletinreceipt-r1', exampleOf(BulletinAcknowledged));
const rowOf = (associationId: string) => ({
  feedId: `${bulletinId}:${associationId}`,
  bulletinId,
  associationId,
  topic: 'secondment',
  stage: 'relayed',
  relayedAt: '2026-04-01T00:00:01.000Z',
  forwardBy: '2025-11-20T14:59:59.999Z',
  forwardedAt: null,
  forwardedTo: null,
  acknowledgeBy: null,
  acknowledgedCount: 0,
  acknowledgedBy: [],
});
const rowsWith = (own: object) =>
  associationIds.map((id) => (id === 'nasilc-22' ? { ...rowOf(id), ...own } : rowOf(id)));
const afterForward = {
  stage: 'forwarded',
  forwardedAt: '2026-04-01T00:00:02.000Z',
  forwardedTo: 'nasilc-22',
  acknowledgeBy: '2025-12-04T14:59:59.999Z',
};

test('no association has it before headquarters relay it', () => given(published).thenRows(bulletinFeed, []));

test('relayed, every association has it', () => given(published, relayed).thenRows(bulletinFeed, rowsWith({})));

test('forwarded, its members have it', () =>
  given(published, relayed, forwarded).thenRows(bulletinFeed, rowsWith(afterForward)));

test('acknowledged by a member', () =>
  given(published, relayed, forwarded, acknowledged).thenRows(
    bulletinFeed,
    rowsWith({ ...afterForward, acknowledgedCount: 1, acknowledgedBy: ['consultant-22-1'] }),
  ));

test.each<[string, Actor, readonly string[]]>([
  ['the association sees who took note', actor('nasilc.pref_liaison'), ['C']],
  ['members do not see it of each other', actor('nasilc.consultant'), []],
])('%s', (_, reader, classes) => {
  expect(bulletinFeed.reveals?.(rowOf('nasilc-22'), reader)).toEqual(classes);
});

describe('what a reader can do with a row', () => {
  const waiting = rowOf('nasilc-22');
  const read = { ...waiting, ...afterForward, acknowledgedBy: ['consultant-22-1'] };
  const liaison = actor('nasilc.pref_liaison');
  const headquarters = actor('nasilc.hq_liaison', 'nasilc-hq');
  const reader = actor('nasilc.consultant', 'nasilc-22', 'consultant-22-1');
  const colleague = actor('nasilc.consultant', 'nasilc-22', 'consultant-22-2');

  test.each<[string, Row, Actor, string[]]>([
    ['the association forwards', waiting, liaison, ['ForwardBulletin']],
    ['another association has no part in it', waiting, actor('nasilc.pref_liaison', 'nasilc-23'), []],
    ['headquarters look on', waiting, headquarters, []],
    ['the association has forwarded', read, liaison, []],
    ['a member takes note', read, colleague, ['AcknowledgeBulletin']],
    ['a member has taken note', read, reader, []],
  ])('%s', (_, row, who, actions) => {
    const thing = actedOn(bulletinFeed, row, who);
    expect(thing && availableActions(decisions, roles, thing, who)).toEqual(actions);
  });
});
