import { CoReferrerInformed, DuplicateReferralMarked } from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { coReferrers } from './co-referrers.ts';
import { FollowPrimaryReferral, followPrimaryReferral } from './follow-primary-referral.ts';
import { InformCoReferrer, informCoReferrer } from './inform-co-referrer.ts';
import {
  declined,
  duplicateMarked,
  lapsed,
  outcomeReported,
  primaryId,
  referralId,
  reopened,
  unmarkedAt,
  withdrawn,
} from './referral-story.fixture.ts';

const another = '0b6c1d9e-43a1-4c57-9b1f-0000000000ac';
const marked = on(`referral-${referralId}`, duplicateMarked);
const anotherMarked = on(`referral-${another}`, duplicateMarked);
const ofPrimary = (fact: Fact) => on(`referral-${primaryId}`, fact);
const reported = ofPrimary(outcomeReported);
const told = (which: string, of: string) =>
  issue(informCoReferrer, InformCoReferrer, { referralId: which, primaryId: of, outcome: 'established' });
const follows = (which: string, of: string) =>
  issue(followPrimaryReferral, FollowPrimaryReferral, { referralId: which, primaryId: of });
/** What follows when it is marked: the other may have ended meanwhile, or been marked as its duplicate. */
const whenMarked = follows(referralId, primaryId);

test('who made the duplicate is told the outcome of the referral that went on', () =>
  given(marked, reported).thenCommands(coReferrers, whenMarked, told(referralId, primaryId)));

test('everybody who made one is', () =>
  given(marked, anotherMarked, reported).thenCommands(
    coReferrers,
    whenMarked,
    follows(another, primaryId),
    told(referralId, primaryId),
    told(another, primaryId),
  ));

test('who made a duplicate of the duplicate is told in their turn', () =>
  given(
    marked,
    on(`referral-${another}`, DuplicateReferralMarked({ ...duplicateMarked.data, primaryId: referralId })),
    on(`referral-${referralId}`, CoReferrerInformed({ primaryId, outcome: 'established' })),
  ).thenCommands(coReferrers, whenMarked, follows(another, referralId), told(another, referralId)));

test.each([
  ['declined', declined],
  ['withdrawn', withdrawn],
  ['lapsed', lapsed],
])('all its duplicates follow a referral that is %s', (_, ended) =>
  given(marked, anotherMarked, ofPrimary(ended)).thenCommands(
    coReferrers,
    whenMarked,
    follows(another, primaryId),
    follows(referralId, primaryId),
    follows(another, primaryId),
  ),
);

test('not once it is no duplicate any more', async () => {
  const unmarked = on(`referral-${referralId}`, unmarkedAt('received'));
  await given(marked, unmarked, reported).thenCommands(coReferrers, whenMarked);
  await given(marked, ofPrimary(declined), unmarked, ofPrimary(reopened), ofPrimary(declined)).thenCommands(
    coReferrers,
    whenMarked,
    follows(referralId, primaryId),
  );
});

test('of a referral that nobody else made, nobody else is told', () =>
  given(reported, ofPrimary(declined)).thenCommands(coReferrers));
