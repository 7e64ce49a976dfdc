import {
  ConsultantRecommended,
  GrantConsultationOpened,
  OwnConsultantRecorded,
  RecommendationDeclined,
  RecommendationNotRequired,
} from '#events/consultation';
import { clientSubject } from '#contexts/kernel';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [
  GrantConsultationOpened,
  ConsultantRecommended,
  RecommendationNotRequired,
  OwnConsultantRecorded,
  RecommendationDeclined,
] as const;

export type GrantConsultationEvent = EventOf<(typeof events)[number]>;

interface Opened {
  readonly visitId: string;
  readonly clientId: string;
  readonly officeId: string;
  /** Of the office; null for headquarters. */
  readonly prefecture: string | null;
  readonly topics: readonly string[];
}

/**
 * What became of an owner's question about grants (助成金相談). IESC says that a consultant may help, or why not; preparing
 * and filing applications is the consultant's work alone (社労士法2条, 27条), so there is no command for it here.
 */
export type GrantConsultation =
  | { readonly stage: 'none' }
  | (Opened & { readonly stage: 'opened' })
  | (Opened & {
      readonly stage: 'recommended';
      /** The owner's consent to being named to the association; null where there is none. */
      readonly consentId: string | null;
    })
  | (Opened & { readonly stage: 'not_required' })
  | (Opened & { readonly stage: 'has_own_consultant' })
  | (Opened & { readonly stage: 'recommendation_declined' });

export const initialGrantConsultation: GrantConsultation = { stage: 'none' };

/** What a consultation is after one more event. */
export function evolveGrantConsultation(state: GrantConsultation, event: GrantConsultationEvent): GrantConsultation {
  if (event.type === 'GrantConsultationOpened') {
    const { visitId, clientId, officeId, prefecture, topics } = event.data;
    return { stage: 'opened', visitId, clientId, officeId, prefecture, topics };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'ConsultantRecommended':
      return { ...opened(state), stage: 'recommended', consentId: event.data.consentId };
    case 'RecommendationNotRequired':
      return { ...opened(state), stage: 'not_required' };
    case 'OwnConsultantRecorded':
      return { ...opened(state), stage: 'has_own_consultant' };
    case 'RecommendationDeclined':
      return { ...opened(state), stage: 'recommendation_declined' };
    default:
      return event satisfies never;
  }
}

function opened({ visitId, clientId, officeId, prefecture, topics }: Opened): Opened {
  return { visitId, clientId, officeId, prefecture, topics };
}

/** A visit has one consultation at most: whoever opens it, however often, meets in one stream. */
export const grantConsultationIdOf = (visitId: string): string => derivedId('grant consultation', visitId);

export const grantConsultation = aggregate<GrantConsultation, GrantConsultationEvent>({
  category: 'grantconsultation',
  idField: 'consultationId',
  events,
  initialState: initialGrantConsultation,
  evolve: evolveGrantConsultation,
  parties: (state) => ({ offices: state.stage === 'none' ? [] : [state.officeId], persons: [] }),
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
  consents: (state) => (state.stage === 'recommended' && state.consentId !== null ? [state.consentId] : []),
});
