import { ConsultantRegistered, ConsultantVerified } from '#events/directory';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [ConsultantRegistered, ConsultantVerified] as const;

export type ConsultantEvent = EventOf<(typeof events)[number]>;

interface Registered {
  readonly consultantId: string;
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
    case 'ConsultantRegistered': {
      const { userId, associationId } = event.data;
      return { stage: 'applied', consultantId: event.streamId, userId, associationId };
    }
    case 'ConsultantVerified':
      return state.stage === 'none' ? state : { ...state, stage: 'active' };
    default:
      return event satisfies never;
  }
}

/**
 * A sign-in within an association is a natural key: whoever registers it there, however often, meets in one stream. Each
 * association has entries of its own, so that none stands in the way of another's member, nor takes them over.
 */
export const consultantIdOf = (userId: string, associationId: string): string =>
  derivedId('consultant', userId, associationId);

/** Where consultants stand who were entered when the sign-in alone was the key: of one association, as the entry says. */
export const earlierConsultantIdOf = (userId: string): string => derivedId('consultant', userId);

export const consultant = aggregate<Consultant, ConsultantEvent>({
  category: 'consultant',
  idField: 'consultantId',
  events,
  initialState: initialConsultant,
  evolve: evolveConsultant,
  parties: (state) =>
    state.stage === 'none' ? { offices: [], persons: [] } : { offices: [state.associationId], persons: [state.userId] },
  mainPerson: (state) => (state.stage === 'none' ? undefined : `consultant-${state.consultantId}`),
});
