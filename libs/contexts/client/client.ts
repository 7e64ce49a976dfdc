import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { clientSubject } from '#contexts/kernel';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [ClientRegistered, EstablishmentAdded] as const;

export type ClientEvent = EventOf<(typeof events)[number]>;

/** A place of work of the client (事業所); its prefecture decides which office is in charge. */
export interface Establishment {
  readonly id: string;
  /** null: not known yet. */
  readonly prefecture: string | null;
}

/** A client company (顧客企業) with its establishments. */
export type Client =
  | { readonly stage: 'none' }
  | {
      readonly stage: 'registered';
      readonly clientId: string;
      readonly industry: string | null;
      readonly sizeBand: string;
      readonly establishments: readonly Establishment[];
    };

/**
 * Establishments of one client at most. Every command about the client reads its stream, and its row of the directory
 * holds them all, so that somebody who kept adding would slow down everybody who helps the company.
 */
export const MOST_ESTABLISHMENTS = 500;

export const initialClient: Client = { stage: 'none' };

/** What a client is after one more event. */
export function evolveClient(state: Client, event: ClientEvent): Client {
  switch (event.type) {
    case 'ClientRegistered': {
      const { industry, sizeBand } = event.data;
      return { stage: 'registered', clientId: event.streamId, industry, sizeBand, establishments: [] };
    }
    case 'EstablishmentAdded': {
      if (state.stage === 'none') return state;
      const { establishmentId: id, prefecture } = event.data;
      return { ...state, establishments: [...state.establishments, { id, prefecture }] };
    }
    default:
      return event satisfies never;
  }
}

/**
 * Two offices that register the same company at once meet in one stream: the corporate number is a natural key. Who
 * has none (a sole proprietor) gets an id of the command that registers them.
 */
export const clientIdOf = (corporateNumber: string): string => derivedId('client', corporateNumber);

export const client = aggregate<Client, ClientEvent>({
  category: 'client',
  idField: 'clientId',
  events,
  initialState: initialClient,
  evolve: evolveClient,
  mainPerson: (state) => (state.stage === 'none' ? undefined : clientSubject(state.clientId)),
  prefecture: (state) => (state.stage === 'none' ? null : (state.establishments[0]?.prefecture ?? null)),
});
