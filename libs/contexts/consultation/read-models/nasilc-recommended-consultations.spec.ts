import { ConsentExpired, ConsentGiven, ConsentNarrowed, ConsentRenewed, ConsentWithdrawn } from '#events/consent';
import { ConsultantRecommended, GrantConsultationOpened } from '#events/consultation';
import type { Actor } from '#platform/event-store';
import { actor } from '#contexts/testing';
import { exampleOf, type Fact } from '#platform/event-schema';
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
  consentId: '0b6c1d9e-43a1-4c57-9b1f-000000000007',
  consentHolds: true,
  consentNames: true,
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
  ).thenRows(nasilcRecommendedConsultations, [{ ...row, clientId: null, message: null, consentId: null }]));

describe('the consent', () => {
  const ofConsent = (fact: Fact) => on(`consent-${row.consentId}`, fact);
  const giving = (items: string[], recipients: string[]) => ({ ...exampleOf(ConsentGiven).data, items, recipients });
  const asWide = ofConsent(ConsentGiven(giving(['company_identity'], ['iesc', 'association'])));
  const narrowedTo = (items: string[], recipients: string[]) =>
    ofConsent(ConsentNarrowed({ ...exampleOf(ConsentNarrowed).data, items, recipients }));
  const recommended = [opened, on('grantconsultation-g1', named)];

  test.each([
    ['withdrawn', [ofConsent(exampleOf(ConsentWithdrawn))], { consentHolds: false }],
    ['expired', [ofConsent(exampleOf(ConsentExpired))], { consentHolds: false }],
    ['given again', [ofConsent(exampleOf(ConsentWithdrawn)), asWide], {}],
    ['renewed', [ofConsent(exampleOf(ConsentExpired)), ofConsent(exampleOf(ConsentRenewed))], {}],
    ['narrowed to other items', [narrowedTo(['headcount'], ['association'])], { consentNames: false }],
    ['narrowed to others', [narrowedTo(['company_identity'], ['iesc'])], { consentNames: false }],
    ['narrowed, and wide enough', [narrowedTo(['company_identity'], ['association'])], {}],
  ])('%s, the row says whether it covers that', (_, facts, change) =>
    given(...recommended, ...facts).thenRows(nasilcRecommendedConsultations, [{ ...row, ...change }]),
  );

  test.each([{ consentHolds: false }, { consentNames: false }])('with %j the association sees nobody', (change) => {
    expect(
      nasilcRecommendedConsultations.reveals!({ ...row, ...change } as never, actor('nasilc.pref_liaison')),
    ).toEqual([]);
  });
});

test.each<[string, Actor, string[]]>([
  ['the association that was told', actor('nasilc.pref_liaison'), ['A']],
  ['the auditor', actor('auditor'), ['A']],
  ['NASILC’s headquarters, whom the consent does not name', actor('nasilc.hq_liaison', 'nasilc-hq'), []],
])('%s sees the classes %j', (_, reader, classes) => {
  expect(nasilcRecommendedConsultations.reveals?.(row as never, reader)).toEqual(classes);
});
