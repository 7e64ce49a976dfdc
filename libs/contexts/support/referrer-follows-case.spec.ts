import { QuoteRecommendation, quoteRecommendation } from '#contexts/recommendation';
import { LinkSupportCase, linkSupportCase, ReportOutcome, reportOutcome } from '#contexts/referral';
import { CaseClosed, SupportRequested } from '#events/support';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { referrerFollowsCase } from './referrer-follows-case.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-000000000003';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const recommendationId = '0b6c1d9e-43a1-4c57-9b1f-000000000006';

const thenPlanned = (fact: Fact, ...commands: readonly PlannedCommand[]) =>
  given(on(`supportcase-${caseId}`, fact)).thenCommands(referrerFollowsCase, ...commands);

const requested = (named: { readonly referralId: string | null; readonly recommendationId: string | null }) =>
  SupportRequested({ ...exampleOf(SupportRequested).data, ...named });

test('a request that names a referral links it', () =>
  thenPlanned(
    requested({ referralId, recommendationId: null }),
    issue(linkSupportCase, LinkSupportCase, { referralId, caseId, officeId: 'iesc-22' }),
  ));

test('a request that quotes a code marks the recommendation', () =>
  thenPlanned(
    requested({ referralId: null, recommendationId }),
    issue(quoteRecommendation, QuoteRecommendation, { recommendationId, caseId }),
  ));

test('a request out of the blue leads to nothing', () =>
  thenPlanned(requested({ referralId: null, recommendationId: null })));

test('the end of a case is reported to the referral it came from', () =>
  thenPlanned(
    CaseClosed({ outcome: 'established', referralId }),
    issue(reportOutcome, ReportOutcome, { referralId, caseId, outcome: 'established' }),
  ));

test('the end of a case without a referral is reported to nobody', () =>
  thenPlanned(CaseClosed({ outcome: 'established', referralId: null })));
