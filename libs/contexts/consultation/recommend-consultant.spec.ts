import { ConsentGiven } from '#events/consent';
import { ConsultantRecommended, GrantConsultationOpened, RecommendationNotRequired } from '#events/consultation';
import { consent } from '#contexts/consent';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { grantConsultation } from './grant-consultation.ts';
import { recommendConsultant } from './recommend-consultant.ts';

const consultationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const consentId = '0b6c1d9e-43a1-4c57-9b1f-0000000000bb';
const by = actor('iesc.advisor');
const opened = exampleOf(GrantConsultationOpened);
const { clientId } = opened.data;
const agreed = {
  ...exampleOf(ConsentGiven).data,
  clientId,
  purpose: 'grant_consultation',
  recipients: ['association'],
};
const anonymous = {
  officeId: 'iesc-22',
  associationId: 'nasilc-22',
  prefecture: '22',
  topics: ['KOCHO', 'SANKO-SKILL'],
  recommendedOn: '2025-11-06',
  consentId: null,
  disclosedTo: null,
  clientId: null,
  items: [],
  message: null,
};
const withConsent = (changes: Partial<typeof agreed> = {}) =>
  given(grantConsultation, consultationId, opened).and(consent, consentId, ConsentGiven({ ...agreed, ...changes }));

test('without the owner’s consent nothing in clear says whom it concerns', async () => {
  const [recorded] = await given(grantConsultation, consultationId, opened)
    .when(recommendConsultant, { consultationId }, { by })
    .thenFacts(ConsultantRecommended(anonymous));
  expect(JSON.stringify(recorded?.data)).not.toContain(clientId);
  expect(recorded?.metadata.consentIds).toEqual([]);
});

test('with the owner’s consent the association is told whom it concerns', async () => {
  const [recorded] = await withConsent()
    .when(recommendConsultant, { consultationId, consentId, message: 'お願いします' }, { by })
    .thenFacts(
      ConsultantRecommended({
        ...anonymous,
        consentId,
        disclosedTo: 'nasilc-22',
        clientId,
        items: ['company_identity'],
        message: 'お願いします',
      }),
    );
  expect(recorded?.metadata.consentIds).toEqual([consentId]);
});

test('of headquarters’ own visit NASILC’s headquarters learn', () =>
  given(
    grantConsultation,
    consultationId,
    GrantConsultationOpened({ ...opened.data, officeId: 'iesc-hq', prefecture: null }),
  )
    .when(recommendConsultant, { consultationId }, { by: actor('iesc.advisor', 'iesc-hq') })
    .thenFacts(
      ConsultantRecommended({ ...anonymous, officeId: 'iesc-hq', associationId: 'nasilc-hq', prefecture: null }),
    ));

test.each([
  ['given for another purpose', { purpose: 'referral' }],
  ['towards somebody else', { recipients: ['consultant'] }],
  ['of another client', { clientId: consultationId }],
  ['that begins tomorrow', { from: '2025-11-07' }],
  ['that ended yesterday', { until: '2025-11-05' }],
])('not under a consent %s', (_, changes) =>
  withConsent(changes)
    .when(recommendConsultant, { consultationId, consentId }, { by })
    .thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }),
);

test('not under a consent that does not exist', () =>
  given(grantConsultation, consultationId, opened)
    .when(recommendConsultant, { consultationId, consentId }, { by })
    .thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }));

test('not under a consent that keeps the company’s name back', () =>
  withConsent({ items: ['need'] })
    .when(recommendConsultant, { consultationId, consentId }, { by })
    .thenRefused('CONSENT_DOES_NOT_NAME', { path: 'consentId' }));

test('not after it was decided otherwise', () =>
  given(grantConsultation, consultationId, opened, exampleOf(RecommendationNotRequired))
    .when(recommendConsultant, { consultationId }, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'not_required', availableActions: [] }));

test('not by another office, for which there is no such consultation', () =>
  given(grantConsultation, consultationId, opened)
    .when(recommendConsultant, { consultationId }, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('NOT_FOUND'));

test('not by intake', () =>
  given(grantConsultation, consultationId, opened)
    .when(recommendConsultant, { consultationId }, { by: actor('iesc.intake') })
    .thenRefused('ROLE_NOT_ALLOWED'));
