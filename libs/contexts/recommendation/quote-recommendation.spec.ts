import { RecommendationQuoted, ServiceRecommended } from '#events/recommendation';
import { actor, given } from '#contexts/testing';
import { exampleOf } from '#platform/event-schema';
import { quoteRecommendation } from './quote-recommendation.ts';
import { recommendation, recommendationIdOf } from './recommendation.ts';

const recommended = exampleOf(ServiceRecommended);
const recommendationId = recommendationIdOf(recommended.data.code)!;
const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000cc';
const otherCase = '0b6c1d9e-43a1-4c57-9b1f-0000000000cd';
const by = actor('process');
const command = { recommendationId, caseId };

test('a recommendation is quoted in the request of a case', () =>
  given(recommendation, recommendationId, recommended)
    .when(quoteRecommendation, command, { by })
    .thenFacts(RecommendationQuoted({ caseId })));

test('it may be quoted again, in another request', () =>
  given(recommendation, recommendationId, recommended, RecommendationQuoted({ caseId: otherCase }))
    .when(quoteRecommendation, command, { by })
    .thenFacts(RecommendationQuoted({ caseId })));

test('in one case it is quoted once', () =>
  given(
    recommendation,
    recommendationId,
    recommended,
    RecommendationQuoted({ caseId }),
    RecommendationQuoted({ caseId: otherCase }),
  )
    .when(quoteRecommendation, command, { by })
    .thenNothing());

test('what was not recommended is not quoted', () =>
  given().when(quoteRecommendation, command, { by }).thenRefused('NOT_FOUND'));

test('not by a person', () =>
  given(recommendation, recommendationId, recommended)
    .when(quoteRecommendation, command, { by: actor('iesc.advisor') })
    .thenRefused('ROLE_NOT_ALLOWED'));
