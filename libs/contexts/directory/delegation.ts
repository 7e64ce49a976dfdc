import { AuthorityDelegated, DelegationEnded } from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import type { Day } from '#reference-data';

const events = [AuthorityDelegated, DelegationEnded] as const;

export type DelegationEvent = EventOf<(typeof events)[number]>;

/** That one stands in for another from a first to a last day, both inclusive. */
export interface Delegation {
  readonly delegationId: string;
  readonly delegateId: string;
  readonly from: Day;
  readonly until: Day;
}

/** What somebody has delegated at an office (権限委任), as far as it has not ended. */
export type Delegations =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'known';
      readonly delegatorId: string;
      readonly officeId: string;
      readonly open: readonly Delegation[];
    };

export const initialDelegations: Delegations = { stage: 'none' };

/** What somebody has delegated after one more event. */
export function evolveDelegations(state: Delegations, event: DelegationEvent): Delegations {
  switch (event.type) {
    case 'AuthorityDelegated': {
      const { delegatorId, officeId, delegationId, delegateId, from, until } = event.data;
      return {
        stage: 'known',
        delegatorId,
        officeId,
        open: [...openOf(state), { delegationId, delegateId, from, until }],
      };
    }
    case 'DelegationEnded':
      return state.stage === 'none'
        ? state
        : { ...state, open: state.open.filter(({ delegationId }) => delegationId !== event.data.delegationId) };
    default:
      return event satisfies never;
  }
}

/** In the order in which they were stated. */
export const openOf = (state: Delegations): readonly Delegation[] => (state.stage === 'none' ? [] : state.open);

/** Whoever is away at an office has one stream there, so that what overlaps is seen. */
export const delegationsIdOf = (delegatorId: string, officeId: string): string =>
  derivedId('delegations', delegatorId, officeId);

export const delegations = aggregate<Delegations, DelegationEvent>({
  category: 'delegation',
  idField: 'delegationsId',
  events,
  initialState: initialDelegations,
  evolve: evolveDelegations,
  parties: (state) =>
    state.stage === 'none' ? { offices: [], persons: [] } : { offices: [state.officeId], persons: [state.delegatorId] },
});

/** Whether two periods share a day. */
export const overlap = (one: Pick<Delegation, 'from' | 'until'>, other: Pick<Delegation, 'from' | 'until'>): boolean =>
  one.from <= other.until && other.from <= one.until;
