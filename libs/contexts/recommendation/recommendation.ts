import { RecommendationQuoted, ServiceRecommended } from '#events/recommendation';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { parseRecommendationCode } from './recommendation-code.ts';

const events = [ServiceRecommended, RecommendationQuoted] as const;

export type RecommendationEvent = EventOf<(typeof events)[number]>;

/** What holds from the recommendation on. Of the client it was made to, nothing is known. */
interface Recommended {
  readonly recommendationId: string;
  /** User id of the consultant. */
  readonly recommendedBy: string;
  readonly associationId: string;
  readonly prefecture: string | null;
}

/** A consultant's recommendation of IESC's service (活用の勧奨) to a client, one shape for each stage. */
export type Recommendation =
  | { readonly stage: 'none' }
  | (Recommended & { readonly stage: 'recommended' })
  | (Recommended & { readonly stage: 'quoted'; readonly caseIds: readonly string[] });

export const initialRecommendation: Recommendation = { stage: 'none' };

/** What a recommendation is after one more event. */
export function evolveRecommendation(state: Recommendation, event: RecommendationEvent): Recommendation {
  switch (event.type) {
    case 'ServiceRecommended': {
      const { recommendedBy, associationId, prefecture } = event.data;
      return { stage: 'recommended', recommendationId: event.streamId, recommendedBy, associationId, prefecture };
    }
    case 'RecommendationQuoted':
      return state.stage === 'none'
        ? state
        : { ...state, stage: 'quoted', caseIds: [...casesOf(state), event.data.caseId] };
    default:
      return event satisfies never;
  }
}

/** Support cases in whose request the code was quoted. */
function casesOf(state: Recommendation): readonly string[] {
  return state.stage === 'quoted' ? state.caseIds : [];
}

/** The code is a natural key: whoever hears it finds the recommendation. Undefined for what is no code. */
export function recommendationIdOf(code: string): string | undefined {
  const parsed = parseRecommendationCode(code);
  return parsed === undefined ? undefined : derivedId('recommendation', parsed);
}

export const recommendation = aggregate<Recommendation, RecommendationEvent>({
  category: 'recommendation',
  idField: 'recommendationId',
  events,
  initialState: initialRecommendation,
  evolve: evolveRecommendation,
  parties: (state) =>
    state.stage === 'none'
      ? { offices: [], persons: [] }
      : { offices: [state.associationId], persons: [state.recommendedBy] },
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
});
