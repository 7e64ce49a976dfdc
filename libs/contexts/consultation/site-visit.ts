import { GrantQuestionRaised, VisitConducted } from '#events/consultation';
import { clientSubject } from '#contexts/kernel';
import { aggregate } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [VisitConducted, GrantQuestionRaised] as const;

export type SiteVisitEvent = EventOf<(typeof events)[number]>;

interface Conducted {
  readonly clientId: string;
  readonly officeId: string;
  /** Of the office; null for headquarters. */
  readonly prefecture: string | null;
  readonly advisorId: string;
  /** Codes of the grants the owner asked about, none for grants in general; null when the owner did not ask. */
  readonly grantTopics: readonly string[] | null;
}

/** A visit of IESC at a client's establishment (事業所訪問). */
export type SiteVisit = { readonly stage: 'none' } | (Conducted & { readonly stage: 'conducted' });

export const initialSiteVisit: SiteVisit = { stage: 'none' };

/** What a visit is after one more event. */
export function evolveSiteVisit(state: SiteVisit, event: SiteVisitEvent): SiteVisit {
  switch (event.type) {
    case 'VisitConducted': {
      const { clientId, officeId, prefecture, advisorId } = event.data;
      return { stage: 'conducted', clientId, officeId, prefecture, advisorId, grantTopics: null };
    }
    case 'GrantQuestionRaised':
      return state.stage === 'none' ? state : { ...state, grantTopics: event.data.topics };
    default:
      return event satisfies never;
  }
}

export const siteVisit = aggregate<SiteVisit, SiteVisitEvent>({
  category: 'sitevisit',
  idField: 'visitId',
  events,
  initialState: initialSiteVisit,
  evolve: evolveSiteVisit,
  parties: (state) => ({ offices: state.stage === 'none' ? [] : [state.officeId], persons: [] }),
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
});
