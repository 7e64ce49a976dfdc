import { ExchangeConfirmed, ExchangeCorrected, InformationExchanged } from '#events/exchange';
import { aggregate } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import type { ExchangeParties } from './exchange-parties.ts';

const events = [InformationExchanged, ExchangeConfirmed, ExchangeCorrected] as const;

export type ExchangeEvent = EventOf<(typeof events)[number]>;

interface Stated extends ExchangeParties {
  readonly prefecture: string | null;
  /** Organisation whose word the record is, as it stands: the other one confirms it. */
  readonly statedBy: string;
}

/** One exchange of information between the two organisations (情報交換), national or local. */
export type Exchange =
  { readonly stage: 'none' } | (Stated & { readonly stage: 'recorded' }) | (Stated & { readonly stage: 'confirmed' });

export const initialExchange: Exchange = { stage: 'none' };

/** What an exchange is after one more event. */
export function evolveExchange(state: Exchange, event: ExchangeEvent): Exchange {
  if (event.type === 'InformationExchanged') {
    const { iescOfficeId, nasilcOfficeId, prefecture, statedBy } = event.data;
    return { stage: 'recorded', iescOfficeId, nasilcOfficeId, prefecture, statedBy };
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'ExchangeConfirmed':
      return { ...state, stage: 'confirmed' };
    case 'ExchangeCorrected':
      return { ...state, stage: 'recorded', statedBy: event.data.statedBy };
    default:
      return event satisfies never;
  }
}

export const exchange = aggregate<Exchange, ExchangeEvent>({
  category: 'exchange',
  idField: 'exchangeId',
  events,
  initialState: initialExchange,
  evolve: evolveExchange,
  parties: (state) => ({
    offices: state.stage === 'none' ? [] : [state.iescOfficeId, state.nasilcOfficeId],
    persons: [],
  }),
  prefecture: (state) => (state.stage === 'none' ? null : state.prefecture),
});
