import { QuoteRecommendation, quoteRecommendation } from '#contexts/recommendation';
import { LinkSupportCase, linkSupportCase, ReportOutcome, reportOutcome } from '#contexts/referral';
import { CaseClosed, SupportRequested } from '#events/support';
import { exampleOf, type DomainEvent, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { referrerFollowsCase } from './referrer-follows-case.ts';

const caseId = '0b6c1d9e-43a1-4c57-9b1f-000000000003';
const referralId = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const recommendationId = '0b6c1d9e-43a1-4c57-9b1f-000000000006';

const planned = ({ type, data }: Fact) =>
  referrerFollowsCase.on[type.typeName]!({ type: type.typeName, data, streamId: caseId } as DomainEvent);

const requested = (named: { readonly referralId: string | null; readonly recommendationId: string | null }) =>
  SupportRequested({ ...exampleOf(SupportRequested).data, ...named });

test('a request that names a referral links it', () => {
  expect(planned(requested({ referralId, recommendationId: null }))).toEqual([
    issue(linkSupportCase, LinkSupportCase, { referralId, caseId }),
  ]);
});

test('a request that quotes a code marks the recommendation', () => {
  expect(planned(requested({ referralId: null, recommendationId }))).toEqual([
    issue(quoteRecommendation, QuoteRecommendation, { recommendationId, caseId }),
  ]);
});

test('a request out of the blue leads to nothing', () => {
  expect(planned(requested({ referralId: null, recommendationId: null }))).toEqual([]);
});

test('the end of a case is reported to the referral it came from', () => {
  expect(planned(CaseClosed({ outcome: 'established', referralId }))).toEqual([
    issue(reportOutcome, ReportOutcome, { referralId, caseId, outcome: 'established' }),
  ]);
});

test('the end of a case without a referral is reported to nobody', () => {
  expect(planned(CaseClosed({ outcome: 'established', referralId: null }))).toEqual([]);
});
