import { ConsultantRecommended, GrantConsultationOpened } from '#events/consultation';
import type { Actor } from '#platform/event-store';
import { actor } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { nasilcRecommendedConsultations } from './nasilc-recommended-consultations.ts';

const named = exampleOf(ConsultantRecommended);
const opened = on('grantconsultation-g1', exampleOf(GrantConsultationOpened));
const row = {
  consultationId: 'g1',
  associationId: 'nasilc-22',
  prefecture: '22',
  officeId: 'iesc-22',
  stage: 'recommended',
  recommendedOn: '2025-11-14',
  topics: ['KOCHO', 'SANKO-SKILL'],
  clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
  message: sealedInTest('出向の助成金に詳しい方をお願いします'),
};

test('nothing before a consultant is recommended', () => given(opened).thenRows(nasilcRecommendedConsultations, []));

test('with the owner’s consent the row says whom it concerns', () =>
  given(opened, on('grantconsultation-g1', named)).thenRows(nasilcRecommendedConsultations, [row]));

test('without it the row has neither client nor message, which could name the client', () =>
  given(
    opened,
    on(
      'grantconsultation-g1',
      ConsultantRecommended({ ...named.data, consentId: null, disclosedTo: null, clientId: null, items: [] }),
    ),
  ).thenRows(nasilcRecommendedConsultations, [{ ...row, clientId: null, message: null }]));

test.each<[string, Actor, string[]]>([
  ['the association that was told', actor('nasilc.pref_liaison'), ['A']],
  ['the auditor', actor('auditor'), ['A']],
  ['NASILC’s headquarters, whom the consent does not name', actor('nasilc.hq_liaison', 'nasilc-hq'), []],
])('%s sees the classes %j', (_, reader, classes) => {
  expect(nasilcRecommendedConsultations.reveals?.(row as never, reader)).toEqual(classes);
});
