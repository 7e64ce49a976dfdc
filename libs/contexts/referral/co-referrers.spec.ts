import { CoReferrerInformed, DuplicateReferralMarked } from '#events/referral';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { coReferrers } from './co-referrers.ts';
import { InformCoReferrer, informCoReferrer } from './inform-co-referrer.ts';
import { duplicateMarked, outcomeReported, primaryId, referralId, unmarkedAt } from './referral-story.fixture.ts';

const another = '0b6c1d9e-43a1-4c57-9b1f-0000000000ac';
const marked = on(`referral-${referralId}`, duplicateMarked);
const reported = on(`referral-${primaryId}`, outcomeReported);
const told = (which: string, of: string) =>
  issue(informCoReferrer, InformCoReferrer, { referralId: which, primaryId: of, outcome: 'established' });

test('who made the duplicate is told the outcome of the referral that went on', () =>
  given(marked, reported).thenCommands(coReferrers, told(referralId, primaryId)));

test('everybody who made one is', () =>
  given(marked, on(`referral-${another}`, duplicateMarked), reported).thenCommands(
    coReferrers,
    told(referralId, primaryId),
    told(another, primaryId),
  ));

test('who made a duplicate of the duplicate is told in their turn', () =>
  given(
    marked,
    on(`referral-${another}`, DuplicateReferralMarked({ ...duplicateMarked.data, primaryId: referralId })),
    on(`referral-${referralId}`, CoReferrerInformed({ primaryId, outcome: 'established' })),
  ).thenCommands(coReferrers, told(another, referralId)));

test('not once it is no duplicate any more', () =>
  given(marked, on(`referral-${referralId}`, unmarkedAt('received')), reported).thenCommands(coReferrers));

test('of a referral that nobody else made, nobody else is told', () => given(reported).thenCommands(coReferrers));
