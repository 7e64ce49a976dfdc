import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [ConsultantRegistered, ConsultantVerified] as const;

export type ConsultantEvent = EventOf<(typeof events)[number]>;

interface Registered {
  readonly userId: string;
  readonly associationId: string;
}

/** A consultant (社労士) in the directory. */
export type Consultant =
  | { readonly stage: 'none' }
  | (Registered & { readonly stage: 'applied' })
  | (Registered & { readonly stage: 'active' });

export const initialConsultant: Consultant = { stage: 'none' };

/** What a consultant's entry is after one more event. */
export function evolveConsultant(state: Consultant, event: ConsultantEvent): Consultant {
  switch (event.type) {
    case 'ConsultantRegistered':
      return { stage: 'applied', userId: event.data.userId, associationId: event.data.associationId };
    case 'ConsultantVerified':
      return state.stage === 'none' ? state : { ...state, stage: 'active' };
    default:
      return event satisfies never;
  }
}

/** A sign-in is a natural key: whoever registers it, however often, meets in one stream. */
export const consultantIdOf = (userId: string): string => derivedId('consultant', userId);

export const consultant = aggregate<Consultant, ConsultantEvent>({
  category: 'consultant',
  idField: 'consultantId',
  events,
  initialState: initialConsultant,
  evolve: evolveConsultant,
  parties: (state) =>
    state.stage === 'none' ? { offices: [], persons: [] } : { offices: [state.associationId], persons: [state.userId] },
  mainPerson: (state) => (state.stage === 'none' ? undefined : `consultant-${consultantIdOf(state.userId)}`),
});
