import {
  ConsultantRecommended,
  GrantConsultationOpened,
  OwnConsultantRecorded,
  RecommendationDeclined,
  RecommendationNotRequired,
} from '#events/consultation';
import { exampleOf } from '#platform/event-schema';
import { given, on, sealedInTest } from '#platform/testing';
import { iescGrantConsultations } from './iesc-grant-consultations.ts';

const opened = on('grantconsultation-g1', exampleOf(GrantConsultationOpened));
const row = {
  consultationId: 'g1',
  visitId: '0b6c1d9e-43a1-4c57-9b1f-000000000006',
  clientId: '0b6c1d9e-43a1-4c57-9b1f-000000000001',
  officeId: 'iesc-22',
  prefecture: '22',
  advisorId: 'advisor-22-1',
  topics: ['KOCHO', 'SANKO-SKILL'],
  stage: 'opened',
  decideBy: '2025-11-18T14:59:59.999Z',
  openedAt: '2026-04-01T00:00:00.000Z',
  decidedAt: null,
  decision: null,
  isDisclosed: false,
  note: null,
};
const decided = { ...row, decideBy: null, decidedAt: '2026-04-01T00:00:01.000Z' };
const named = exampleOf(ConsultantRecommended);

test('a question about grants waits for its decision', () => given(opened).thenRows(iescGrantConsultations, [row]));

test('a consultant was recommended, and the association told to whom', () =>
  given(opened, on('grantconsultation-g1', named)).thenRows(iescGrantConsultations, [
    {
      ...decided,
      stage: 'recommended',
      decision: 'recommended',
      isDisclosed: true,
      note: sealedInTest('出向の助成金に詳しい方をお願いします'),
    },
  ]));

test('a consultant was recommended without naming the client', () =>
  given(
    opened,
    on(
      'grantconsultation-g1',
      ConsultantRecommended({
        ...named.data,
        consentId: null,
        disclosedTo: null,
        clientId: null,
        items: [],
        message: null,
      }),
    ),
  ).thenRows(iescGrantConsultations, [{ ...decided, stage: 'recommended', decision: 'recommended' }]));

test.each([
  ['not_required', 'not_required', RecommendationNotRequired],
  ['has_own_consultant', 'own_consultant', OwnConsultantRecorded],
  ['recommendation_declined', 'owner_declined', RecommendationDeclined],
] as const)('without a recommendation it is %s: decision %s', (stage, decision, type) =>
  given(opened, on('grantconsultation-g1', type({ note: '電話で確認' }))).thenRows(iescGrantConsultations, [
    { ...decided, stage, decision, note: sealedInTest('電話で確認') },
  ]),
);
