import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { BulletinAcknowledged, BulletinForwarded } from '#events/exchange';
import { consultantIdOf } from '#contexts/directory';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { bulletinReaders } from './bulletin-readers.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const template = exampleOf(ConsultantRegistered);
const member = (userId: string, associationId = 'nasilc-22') =>
  on(`consultant-${consultantIdOf(userId)}`, ConsultantRegistered({ ...template.data, userId, associationId }));
const verified = (userId: string) => on(`consultant-${consultantIdOf(userId)}`, exampleOf(ConsultantVerified));
const forwarded = on('bulletinforward-f22', exampleOf(BulletinForwarded));
const acknowledged = (userId: string) =>
  on(`bulletinreceipt-${userId}`, BulletinAcknowledged({ bulletinId, associationId: 'nasilc-22', userId }));
const row = (userId: string, second: number, changes: object = {}) => ({
  consultantId: consultantIdOf(userId),
  userId,
  associationId: 'nasilc-22',
  name: sealedInTest(template.data.name),
  isActive: true,
  awaiting: [],
  lastAcknowledgedAt: null,
  registeredAt: `2026-04-01T00:00:0${second}.000Z`,
  ...changes,
});

test('a forwarded bulletin awaits the verified members of that association, and nobody else', () =>
  given(
    member('a'),
    verified('a'),
    member('applicant'),
    member('elsewhere', 'nasilc-23'),
    verified('elsewhere'),
    forwarded,
    member('newcomer'),
    verified('newcomer'),
  ).thenRows(bulletinReaders, [
    row('a', 0, { awaiting: [bulletinId] }),
    row('applicant', 2, { isActive: false }),
    row('elsewhere', 3, { associationId: 'nasilc-23' }),
    row('newcomer', 6),
  ]));

test('until they acknowledge it', () =>
  given(member('a'), verified('a'), member('b'), verified('b'), forwarded, acknowledged('b')).thenRows(
    bulletinReaders,
    [row('a', 0, { awaiting: [bulletinId] }), row('b', 2, { lastAcknowledgedAt: '2026-04-01T00:00:05.000Z' })],
  ));

test('a receipt of somebody the directory does not know changes nothing', () =>
  given(forwarded, acknowledged('unknown')).thenRows(bulletinReaders, []));
