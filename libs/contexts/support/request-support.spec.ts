import { OfficeCalendarSet } from '#events/directory';
import { office, officeStreamIdOf } from '#contexts/directory';
import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { ServiceRecommended } from '#events/recommendation';
import {
  ClientReferred,
  DuplicateReferralMarked,
  OutcomeAcknowledged,
  ReferralAccepted,
  ReferralAcknowledged,
  ReferralClosed,
  ReferralConsentBlocked,
  ReferralDeclined,
  ReferralOutcomeReported,
  ReferralRouted,
  ReferralTaken,
  ReferralWithdrawn,
  InformationRequested,
  SupportCaseLinked,
} from '#events/referral';
import { SupportRequested } from '#events/support';
import { client } from '#contexts/client';
import { recommendation, recommendationIdOf } from '#contexts/recommendation';
import { referral } from '#contexts/referral';
import { actor, given } from '#contexts/testing';
import { exampleOf, type Fact } from '#platform/event-schema';
import { requestSupport } from './request-support.ts';
import { supportCase, supportCaseIdOf } from './support-case.ts';

const clientId = '0b6c1d9e-43a1-4c57-9b1f-000000000001';
const establishmentId = '0b6c1d9e-43a1-4c57-9b1f-000000000004';
const somewhere = '0b6c1d9e-43a1-4c57-9b1f-000000000008';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
const otherCase = '0b6c1d9e-43a1-4c57-9b1f-0000000000cb';
const code = '7K3M9QXF-0';
const recommendationId = recommendationIdOf(code)!;
const by = actor('iesc.advisor');
const inCharge = `office-${officeStreamIdOf('iesc-22')}`;

const establishment = exampleOf(EstablishmentAdded);
const known = given(
  client,
  clientId,
  exampleOf(ClientRegistered),
  establishment,
  EstablishmentAdded({ ...establishment.data, establishmentId: somewhere, prefecture: null }),
);
const referred = exampleOf(ClientReferred);
const withReferral = (...facts: Fact[]) => known.and(referral, referralId, referred, ...facts);
const withRecommendation = known.and(recommendation, recommendationId, exampleOf(ServiceRecommended));

const command = {
  caseId,
  clientId,
  establishmentId,
  channel: 'phone',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  wish: '在籍型出向で雇用を維持したい',
  requestedBy: '浜名 宏',
};
const naming = { ...command, caseId: undefined, referralId, channel: 'referral' };
const quoting = { ...command, recommendationCode: '7k3m 9qxf-o', channel: 'recommendation_code' };

const outOfTheBlue = SupportRequested({
  clientId,
  establishmentId,
  officeId: 'iesc-22',
  prefecture: '22',
  referralId: null,
  referredBy: null,
  associationId: null,
  consentId: null,
  recommendationId: null,
  channel: 'phone',
  circumstances: ['TEMPORARY_OVERSTAFFING'],
  wish: '在籍型出向で雇用を維持したい',
  requestedBy: '浜名 宏',
  firstContactBy: '2025-11-07T14:59:59.999Z',
});
const onReferral = SupportRequested({
  ...outOfTheBlue.data,
  referralId,
  referredBy: 'consultant-22-1',
  associationId: 'nasilc-22',
  consentId: exampleOf(ClientReferred).data.consentId,
  channel: 'referral',
});
const onRecommendation = SupportRequested({ ...outOfTheBlue.data, recommendationId, channel: 'recommendation_code' });

const acknowledged = ReferralAcknowledged({ acknowledgedBy: 'intake-22-1' });
const taken = exampleOf(ReferralTaken);
const linked = SupportCaseLinked({ ...exampleOf(SupportCaseLinked).data, caseId: otherCase });
const reported = ReferralOutcomeReported({ outcome: 'established', caseId: otherCase });

describe('the owner requests support', () => {
  test('out of the blue, which begins a case family of its own', async () => {
    const [recorded] = await known
      .when(requestSupport, command, { by, onBehalfOf: { kind: 'businessOwner' } })
      .thenFacts(outOfTheBlue);
    expect(recorded!.stream).toBe(`supportcase-${caseId}`);
    expect(recorded!.metadata.$correlationId).toBe(caseId);
    expect(recorded!.metadata.onBehalfOf).toEqual({ kind: 'businessOwner' });
    expect(recorded!.metadata.prefecture).toBe('22');
    expect(recorded!.metadata.streamsRead).toEqual({ [`client-${clientId}`]: 2, [inCharge]: -1 });
    expect(recorded!.data).toMatchObject({ wish: { subjectId: `client-${clientId}` } });
  });

  test('without an id, which the service makes', async () => {
    const withoutId = { ...command, caseId: undefined };
    const [recorded] = await known.when(requestSupport, withoutId, { by }).thenFacts(outOfTheBlue);
    expect(recorded!.stream).toMatch(/^supportcase-[0-9a-f-]{36}$/);
  });

  test('for a layoff: first contact is due on the same day', () =>
    known.when(requestSupport, { ...command, circumstances: ['TALENT_SECURING', 'LAYOFF'] }, { by }).thenFacts(
      SupportRequested({
        ...outOfTheBlue.data,
        circumstances: ['TALENT_SECURING', 'LAYOFF'],
        firstContactBy: '2025-11-06T14:59:59.999Z',
      }),
    ));

  test('to another office than the establishment’s: the case is at the latter', () =>
    known.when(requestSupport, command, { by: actor('iesc.intake', 'iesc-13') }).thenFacts(outOfTheBlue));

  test('for an establishment whose prefecture is unknown: the case stays where the request was taken', () =>
    known
      .when(requestSupport, { ...command, establishmentId: somewhere }, { by: actor('iesc.intake', 'iesc-13') })
      .thenFacts(
        SupportRequested({
          ...outOfTheBlue.data,
          establishmentId: somewhere,
          officeId: 'iesc-13',
          prefecture: null,
        }),
      ));
});

describe('naming a referral', () => {
  const routed = ReferralRouted({ officeId: 'iesc-22', prefecture: '22' });
  const returned = exampleOf(InformationRequested);
  const accepted = exampleOf(ReferralAccepted);
  const declined = exampleOf(ReferralDeclined);
  test.each([
    ['submitted', []],
    ['received', [acknowledged]],
    ['under review', [acknowledged, taken]],
    ['returned', [acknowledged, taken, returned]],
    ['accepted', [acknowledged, taken, accepted]],
    ['declined', [acknowledged, taken, declined]],
  ] as const)('that is %s: the case goes on from it', async (_, facts) => {
    const [recorded] = await withReferral(routed, ...facts)
      .when(requestSupport, naming, { by })
      .thenFacts(onReferral);
    expect(recorded!.stream).toBe(`supportcase-${supportCaseIdOf(referralId)}`);
    expect(recorded!.metadata.$correlationId).toBe(referralId);
    expect(recorded!.metadata.streamsRead).toEqual({
      [`client-${clientId}`]: 2,
      [inCharge]: -1,
      [`referral-${referralId}`]: 1 + facts.length,
    });
  });

  test('and quoting a code: the family is the referral’s', async () => {
    const [recorded] = await withReferral()
      .and(recommendation, recommendationId, exampleOf(ServiceRecommended))
      .when(requestSupport, { ...quoting, caseId: undefined, referralId }, { by })
      .thenFacts(SupportRequested({ ...onReferral.data, recommendationId, channel: 'recommendation_code' }));
    expect(recorded!.metadata.$correlationId).toBe(referralId);
  });

  test('that another request took up a moment before, not linked yet: its case is named', () =>
    withReferral()
      .and(supportCase, supportCaseIdOf(referralId), onReferral)
      .when(requestSupport, naming, { by })
      .thenRefused('NOT_ALLOWED', { id: supportCaseIdOf(referralId), currentStage: 'requested' }));

  test('with a case of one’s own choice is refused', () =>
    withReferral()
      .when(requestSupport, { ...naming, caseId }, { by })
      .thenRefused('CASE_OF_REFERRAL', { path: 'caseId' }));

  test('of another client is refused', () =>
    known
      .and(referral, referralId, ClientReferred({ ...referred.data, clientId: somewhere }))
      .when(requestSupport, naming, { by })
      .thenRefused('REFERRAL_OF_ANOTHER_CLIENT', { path: 'referralId' }));

  test('of another client is refused as such, also where it has a case', () =>
    known
      .and(referral, referralId, ClientReferred({ ...referred.data, clientId: somewhere }), linked)
      .when(requestSupport, naming, { by })
      .thenRefused('REFERRAL_OF_ANOTHER_CLIENT', { path: 'referralId' }));

  describe.each([
    ['the client it is of', referred],
    ['another one', ClientReferred({ ...referred.data, clientId: somewhere })],
  ])('tells nobody, for a request that is refused anyway, whose it is: %s', (_, about) => {
    const guessing = known.and(referral, referralId, about);
    test.each([
      ['UNKNOWN_CODE', { channel: 'telepathy' }],
      ['UNKNOWN_CODE', { circumstances: ['WEATHER'] }],
      ['UNKNOWN_RECOMMENDATION', { recommendationCode: code }],
      ['UNKNOWN_ESTABLISHMENT', { establishmentId: referralId }],
      ['CASE_OF_REFERRAL', { caseId }],
    ])('%s for %j', (refusal, wrong) =>
      guessing
        .when(requestSupport, { ...naming, ...wrong }, { by })
        .thenRefused(refusal, { path: `${Object.keys(wrong)[0]}${'circumstances' in wrong ? '[0]' : ''}` }),
    );

    test('nor when it was withdrawn', () =>
      guessing
        .and(referral, referralId, exampleOf(ReferralWithdrawn))
        .when(requestSupport, naming, { by })
        .thenRefused('REFERRAL_WITHDRAWN'));
  });

  const stopped = exampleOf(ReferralConsentBlocked);

  test.each([
    ['linked', [linked]],
    ['reported', [linked, reported]],
    ['linked, and stopped for want of consent', [linked, stopped]],
  ] as const)('that has a case already is refused (%s)', (_, facts) =>
    withReferral(...facts)
      .when(requestSupport, naming, { by })
      .thenRefused('REFERRAL_ALREADY_LINKED', { id: otherCase }),
  );

  test('that is a duplicate is refused: the one that goes on is named', () =>
    withReferral(DuplicateReferralMarked({ ...exampleOf(DuplicateReferralMarked).data, primaryId: otherCase }))
      .when(requestSupport, naming, { by })
      .thenRefused('REFERRAL_DUPLICATE', { id: otherCase }));

  test('that is closed is refused', () =>
    withReferral(
      linked,
      reported,
      OutcomeAcknowledged({ acknowledgedBy: 'consultant-22-1' }),
      ReferralClosed({ outcome: 'established', clientId }),
    )
      .when(requestSupport, naming, { by })
      .thenRefused('REFERRAL_CLOSED', { id: otherCase }));

  test('that another office has: for this one there is no such referral', () =>
    withReferral()
      .when(requestSupport, naming, { by: actor('iesc.advisor', 'iesc-13') })
      .thenRefused('NOT_FOUND'));

  test('that there is not: the same answer', () => known.when(requestSupport, naming, { by }).thenRefused('NOT_FOUND'));
});

describe('quoting a recommendation’s code', () => {
  test('however it was written down: the case goes on from the recommendation', async () => {
    const [recorded] = await withRecommendation.when(requestSupport, quoting, { by }).thenFacts(onRecommendation);
    expect(recorded!.metadata.$correlationId).toBe(recommendationId);
  });

  test('at whatever office', () =>
    withRecommendation
      .when(requestSupport, quoting, { by: actor('iesc.intake', 'iesc-01') })
      .thenFacts(onRecommendation));

  test('that nobody made is refused', () =>
    known.when(requestSupport, quoting, { by }).thenRefused('UNKNOWN_RECOMMENDATION', { path: 'recommendationCode' }));

  test('that is none is refused', () =>
    withRecommendation
      .when(requestSupport, { ...quoting, recommendationCode: '7K3M9QXF-1' }, { by })
      .thenRefused('UNKNOWN_RECOMMENDATION', { path: 'recommendationCode' }));
});

describe('refused is a request', () => {
  test('for a client nobody knows', () =>
    given().when(requestSupport, command, { by }).thenRefused('UNKNOWN_CLIENT', { path: 'clientId' }));

  test('for an establishment the client has not', () =>
    known
      .when(requestSupport, { ...command, establishmentId: referralId }, { by })
      .thenRefused('UNKNOWN_ESTABLISHMENT', { path: 'establishmentId' }));

  test('by a channel the agreement does not know', () =>
    known
      .when(requestSupport, { ...command, channel: 'telepathy' }, { by })
      .thenRefused('UNKNOWN_CODE', { path: 'channel' }));

  test('for a circumstance the agreement does not know', () =>
    known
      .when(requestSupport, { ...command, circumstances: ['WEATHER'] }, { by })
      .thenRefused('UNKNOWN_CODE', { path: 'circumstances[0]' }));

  test('under the id of a case that is there', () =>
    known
      .and(supportCase, caseId, outOfTheBlue)
      .when(requestSupport, command, { by })
      .thenRefused('NOT_ALLOWED', { currentStage: 'requested', availableActions: ['HoldCase'] }));

  test('by a consultant: it is the owner’s, and IESC takes it', () =>
    known.when(requestSupport, command, { by: actor('nasilc.consultant') }).thenRefused('ROLE_NOT_ALLOWED'));
});

test('the first contact is due by the calendar of the office in charge, of a layoff on the day itself', async () => {
  await known
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(requestSupport, command, { by })
    .thenFacts(SupportRequested({ ...outOfTheBlue.data, firstContactBy: '2025-11-10T14:59:59.999Z' }));
  const layoff = { circumstances: ['LAYOFF'] };
  await known
    .at('2025-11-06T08:00:00.000Z')
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(requestSupport, { ...command, ...layoff }, { by })
    .thenFacts(SupportRequested({ ...outOfTheBlue.data, ...layoff, firstContactBy: '2025-11-10T14:59:59.999Z' }));
});
