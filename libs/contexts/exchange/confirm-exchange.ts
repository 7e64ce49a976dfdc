import { ExchangeConfirmed } from '#events/exchange';
import { decision, IsId } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { requireParty } from './exchange-parties.ts';
import { exchangers } from './exchange-terms.ts';
import { exchange } from './exchange.ts';

/** The other side confirms what one side stated about an exchange. */
export class ConfirmExchange {
  @IsId() exchangeId!: string;
}

export const confirmExchange = decision(exchange, ConfirmExchange, {
  by: exchangers,
  from: ['recorded'],
  emits: [ExchangeConfirmed],
  decide: (_, stated, { actor }) => {
    requireParty(actor, stated);
    if (actor.org === stated.statedBy) throw own();
    return [ExchangeConfirmed({ confirmedBy: actor.org })];
  },
});

function own() {
  return conflict('AWAITS_OTHER_SIDE', {
    en: 'The record is your own side’s: the other side confirms it',
    ja: '自団体の記録です。確認は相手方が行います',
  });
}
