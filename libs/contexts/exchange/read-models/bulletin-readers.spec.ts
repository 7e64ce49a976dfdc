import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { BulletinAcknowledged, BulletinForwarded } from '#events/exchange';
import { consultantIdOf, earlierConsultantIdOf } from '#contexts/directory';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { bulletinReaders } from './bulletin-readers.ts';

const bulletinId = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const template = exampleOf(ConsultantRegistered);
const member = (userId: string, associationId = 'nasilc-22') =>
  on(
    `consultant-${consultantIdOf(userId, associationId)}`,
    ConsultantRegistered({ ...template.data, userId, associationId }),
  );
const verified = (userId: string, associationId = 'nasilc-22') =>
  on(`consultant-${consultantIdOf(userId, associationId)}`, exampleOf(ConsultantVerified));
/** Entered when the sign-in alone was the key. */
const earlier = (userId: string, associationId: string) => [
  on(`consultant-${earlierConsultantIdOf(userId)}`, ConsultantRegistered({ ...template.data, userId, associationId })),
  on(`consultant-${earlierConsultantIdOf(userId)}`, exampleOf(ConsultantVerified)),
];
const forwarded = on('bulletinforward-f22', exampleOf(BulletinForwarded));
const acknowledged = (userId: string) =>
  on(`bulletinreceipt-${userId}`, BulletinAcknowledged({ bulletinId, associationId: 'nasilc-22', userId }));
const row = (userId: string, second: number, changes: object = {}) => ({
  consultantId: consultantIdOf(userId, 'nasilc-22'),
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
    verified('elsewhere', 'nasilc-23'),
    forwarded,
    member('newcomer'),
    verified('newcomer'),
  ).thenRows(bulletinReaders, [
    row('a', 0, { awaiting: [bulletinId] }),
    row('applicant', 2, { isActive: false }),
    row('elsewhere', 3, { consultantId: consultantIdOf('elsewhere', 'nasilc-23'), associationId: 'nasilc-23' }),
    row('newcomer', 6),
  ]));

test('until they acknowledge it', () =>
  given(member('a'), verified('a'), member('b'), verified('b'), forwarded, acknowledged('b')).thenRows(
    bulletinReaders,
    [row('a', 0, { awaiting: [bulletinId] }), row('b', 2, { lastAcknowledgedAt: '2026-04-01T00:00:05.000Z' })],
  ));

test('also a member from when the sign-in alone was the key', () =>
  given(...earlier('a', 'nasilc-22'), forwarded, acknowledged('a')).thenRows(bulletinReaders, [
    row('a', 0, { consultantId: earlierConsultantIdOf('a'), lastAcknowledgedAt: '2026-04-01T00:00:03.000Z' }),
  ]));

test('a receipt counts in the association it was given in, whoever else has entered the consultant', () =>
  given(member('a'), verified('a'), ...earlier('a', 'nasilc-23'), forwarded, acknowledged('a')).thenRows(
    bulletinReaders,
    [
      row('a', 0, { lastAcknowledgedAt: '2026-04-01T00:00:05.000Z' }),
      row('a', 2, { consultantId: earlierConsultantIdOf('a'), associationId: 'nasilc-23' }),
    ],
  ));

test('a receipt of somebody the directory does not know changes nothing', () =>
  given(forwarded, acknowledged('unknown')).thenRows(bulletinReaders, []));
