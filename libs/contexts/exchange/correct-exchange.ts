import { ExchangeCorrected } from '#events/exchange';
import { decision, IsFreeText, IsId } from '#contexts/kernel';
import { requireParty } from './exchange-parties.ts';
import { ExchangeTerms, exchangers, termsOf } from './exchange-terms.ts';
import { exchange } from './exchange.ts';

/**
 * Either side corrects the record, also a confirmed one: the values given are the whole record from now on, and the
 * other side has to confirm them.
 */
export class CorrectExchange extends ExchangeTerms {
  @IsId() exchangeId!: string;
  /** Why it has to be corrected, in words. */
  @IsFreeText() explanation!: string;
}

export const correctExchange = decision(exchange, CorrectExchange, {
  by: exchangers,
  from: ['recorded', 'confirmed'],
  emits: [ExchangeCorrected],
  decide: (command, stated, context) => {
    requireParty(context.actor, stated);
    return [ExchangeCorrected({ ...termsOf(command, context), explanation: command.explanation })];
  },
});
