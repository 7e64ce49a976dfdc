import { ReferralAccepted, ClientReferred, ReferralTaken } from '#events/referral';
import { SupportRequested } from '#events/support';
import { referenceOf } from '#contexts/kernel';
import { exampleOf } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { caseFamilies } from './case-families.ts';

const family = '0b6c1d9e-43a1-4c57-9b1f-0000000000fa';
const other = '0b6c1d9e-43a1-4c57-9b1f-0000000000fb';
const beganAt = '2026-04-01T00:00:00.000Z';
const referred = on('referral-1', exampleOf(ClientReferred), {
  $correlationId: family,
  prefecture: '22',
  streamsRead: { 'client-1': 1, 'consent-1': 0 },
});
const requested = on('supportcase-1', exampleOf(SupportRequested), {
  $correlationId: family,
  prefecture: '22',
  streamsRead: { 'client-1': 2, 'referral-1': 0 },
});
const row = {
  familyId: family,
  reference: referenceOf(family, '22', beganAt),
  streams: ['referral-1', 'client-1', 'consent-1'],
  beganAt,
};

test('a family begins with its first event: that stream, and those the decision rested on', () =>
  given(referred).thenRows(caseFamilies, [row]));

test('what follows in it adds its streams, each once; reference and beginning stay', () =>
  given(
    referred,
    requested,
    on('referral-1', exampleOf(ReferralAccepted), { $correlationId: family, streamsRead: { 'consent-2': 0 } }),
  ).thenRows(caseFamilies, [{ ...row, streams: [...row.streams, 'supportcase-1', 'consent-2'] }]));

test('another family is another row', () =>
  given(referred, on('referral-2', exampleOf(ClientReferred), { $correlationId: other, prefecture: null })).thenRows(
    caseFamilies,
    [
      row,
      {
        familyId: other,
        reference: referenceOf(other, null, '2026-04-01T00:00:01.000Z'),
        streams: ['referral-2'],
        beganAt: '2026-04-01T00:00:01.000Z',
      },
    ],
  ));

test('an event that begins nothing makes no row, and one that adds no stream changes none', async () => {
  await given(on('referral-1', exampleOf(ReferralAccepted), { $correlationId: family })).thenRows(caseFamilies, []);
  await given(referred, on('referral-1', exampleOf(ReferralTaken), { $correlationId: family })).thenRows(caseFamilies, [
    row,
  ]);
});
