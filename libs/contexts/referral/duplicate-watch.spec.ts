import {
  ClientReferred,
  DuplicateReferralUnmarked,
  ReferralReopened,
  ReferralWithdrawn,
  SupportCaseLinked,
} from '#events/referral';
import { NOW } from '#contexts/testing';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { DetectDuplicateReferral, detectDuplicateReferral } from './detect-duplicate-referral.ts';
import { duplicateWatch } from './duplicate-watch.ts';
import {
  caseLinked,
  clientReferred,
  closed,
  comebacks,
  declined,
  duplicateMarked,
  endings,
  lapsed,
  primaryId,
  referralId,
  reopened,
  unmarkedAt,
  withdrawn,
} from './referral-story.fixture.ts';

const earlier = on(`referral-${primaryId}`, clientReferred);
const later = on(`referral-${referralId}`, clientReferred);
const detected = issue(detectDuplicateReferral, DetectDuplicateReferral, { referralId, earlierId: primaryId });
const referredFor = (circumstances: string[]) =>
  on(`referral-${referralId}`, ClientReferred({ ...clientReferred.data, circumstances }));

test('a second referral of a client for the same need says so', () =>
  given(earlier, later).thenCommands(duplicateWatch, detected));

test('one need in common is enough', () =>
  given(earlier, referredFor(['LAYOFF', 'TEMPORARY_OVERSTAFFING'])).thenCommands(duplicateWatch, detected));

test('for another need it is another referral', () =>
  given(earlier, referredFor(['LAYOFF'])).thenCommands(duplicateWatch));

test('one of another client too', () =>
  given(
    earlier,
    on(`referral-${referralId}`, ClientReferred({ ...clientReferred.data, clientId: primaryId })),
  ).thenCommands(duplicateWatch));

test.each(endings)('an earlier one that was %s stands in nobody’s way', (_, ended) =>
  given(earlier, on(`referral-${primaryId}`, ended), later).thenCommands(duplicateWatch),
);

describe('one that comes back', () => {
  const [third, ofEarlier] = [
    '0b6c1d9e-43a1-4c57-9b1f-0000000000ac',
    (fact: Fact) => on(`referral-${primaryId}`, fact),
  ];

  test.each(comebacks)('%s, is open again', (_, ended, back) =>
    given(earlier, ofEarlier(ended), ofEarlier(back), later).thenCommands(duplicateWatch, detected),
  );

  test.each(comebacks)('%s, has the place among the others that it had', (_, ended, back) =>
    given(
      on(`referral-${primaryId}`, clientReferred, { occurredAt: NOW }),
      ofEarlier(ended),
      later,
      ofEarlier(back),
      on(`referral-${third}`, clientReferred),
    ).thenCommands(
      duplicateWatch,
      issue(detectDuplicateReferral, DetectDuplicateReferral, { referralId: third, earlierId: primaryId }),
    ),
  );

  test.each([
    ['reopened', declined, ReferralReopened({ ...reopened.data, referred: null })],
    [
      'no duplicate after all',
      duplicateMarked,
      DuplicateReferralUnmarked({ ...unmarkedAt('received').data, referred: null }),
    ],
    ['taken up by the owner’s request', declined, SupportCaseLinked({ ...caseLinked.data, referred: null })],
  ])('%s without saying for what it is open again, as none did at first, is named by nobody', (_, ended, back) =>
    given(earlier, ofEarlier(ended), ofEarlier(back), later).thenCommands(duplicateWatch),
  );
});

test('of what has ended nothing is remembered', async () => {
  const facts = [clientReferred, declined, reopened, withdrawn, reopened, lapsed, reopened, closed];
  const remembered = new Map<string, unknown>();
  const watched: typeof duplicateWatch = {
    ...duplicateWatch,
    react: (state, event) => {
      if ('id' in event) remembered.set(event.id, state);
      return {};
    },
  };
  await given(...facts.map((fact) => on(`referral-${primaryId}`, fact))).thenCommands(watched);
  const one = { referralId: primaryId, at: expect.any(String) as string, needs: ['TEMPORARY_OVERSTAFFING'] };
  expect([...remembered.values()]).toEqual(facts.map((_, index) => ({ referrals: index % 2 === 0 ? [one] : [] })));
});

describe('of several that are open', () => {
  const third = '0b6c1d9e-43a1-4c57-9b1f-0000000000ac';
  const thirdFor = (...circumstances: string[]) =>
    on(`referral-${third}`, ClientReferred({ ...clientReferred.data, circumstances }));
  const thirdAfter = (earlierId: string) =>
    issue(detectDuplicateReferral, DetectDuplicateReferral, { referralId: third, earlierId });

  test('the oldest is named', () =>
    given(earlier, later, thirdFor('TEMPORARY_OVERSTAFFING')).thenCommands(
      duplicateWatch,
      detected,
      thirdAfter(primaryId),
    ));

  test('once that has ended, the next', () =>
    given(earlier, later, on(`referral-${primaryId}`, closed), thirdFor('TEMPORARY_OVERSTAFFING')).thenCommands(
      duplicateWatch,
      detected,
      thirdAfter(referralId),
    ));

  test('of each need one, each once', () =>
    given(earlier, referredFor(['LAYOFF']), thirdFor('LAYOFF', 'TEMPORARY_OVERSTAFFING')).thenCommands(
      duplicateWatch,
      thirdAfter(primaryId),
      thirdAfter(referralId),
    ));

  test('one that is the oldest for two needs is named once', () =>
    given(
      on(
        `referral-${primaryId}`,
        ClientReferred({ ...clientReferred.data, circumstances: ['LAYOFF', 'TEMPORARY_OVERSTAFFING'] }),
      ),
      thirdFor('LAYOFF', 'TEMPORARY_OVERSTAFFING'),
    ).thenCommands(duplicateWatch, thirdAfter(primaryId)));
});

test('a withdrawal that does not say whose it is, as none did at first, leaves the referral among the open ones', () =>
  given(
    earlier,
    on(`referral-${primaryId}`, ReferralWithdrawn({ ...withdrawn.data, clientId: null })),
    later,
  ).thenCommands(duplicateWatch, detected));
