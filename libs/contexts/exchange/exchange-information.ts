import { InformationExchanged } from '#events/exchange';
import { decision, IsCode, IsPrefecture, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import {
  associationOf,
  iescHeadquarters,
  iescOfficeOf,
  nasilcHeadquarters,
  type PrefectureCode,
} from '#reference-data';
import { requireParty, type ExchangeParties } from './exchange-parties.ts';
import { ExchangeTerms, exchangers, termsOf } from './exchange-terms.ts';
import { exchange } from './exchange.ts';

/** Either side records that the two exchanged information (情報交換); the other confirms or corrects it. */
export class ExchangeInformation extends ExchangeTerms {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() exchangeId?: string;
  /** `national`: headquarters with headquarters; `local`: a prefecture's office with its association. */
  @IsCode() level!: string;
  /** At the local level only. */
  @MayBeAbsent() @IsPrefecture() prefecture?: PrefectureCode;
}

export const exchangeInformation = decision(exchange, ExchangeInformation, {
  by: exchangers,
  from: ['none'],
  needsAgreement: true,
  emits: [InformationExchanged],
  decide: (command, _, context) => {
    context.policy.requireCode('exchangeLevels', command.level, 'level');
    const parties = partiesOf(command);
    requireParty(context.actor, parties, 'level');
    return [InformationExchanged({ level: command.level, ...parties, ...termsOf(command, context) })];
  },
});

function partiesOf({
  level,
  prefecture,
}: ExchangeInformation): ExchangeParties & { readonly prefecture: PrefectureCode | null } {
  if (level === 'national') {
    if (prefecture !== undefined) throw prefectureAtNationalLevel();
    return { prefecture: null, iescOfficeId: iescHeadquarters.id, nasilcOfficeId: nasilcHeadquarters.id };
  }
  if (prefecture === undefined) throw prefectureMissing();
  return {
    prefecture,
    iescOfficeId: iescOfficeOf(prefecture).id,
    nasilcOfficeId: associationOf(prefecture).id,
  };
}

function prefectureMissing() {
  return ruleBroken(
    'PREFECTURE_REQUIRED',
    { en: 'A local exchange needs its prefecture', ja: '地方の情報交換には都道府県が必要です' },
    'prefecture',
  );
}

function prefectureAtNationalLevel() {
  return ruleBroken(
    'PREFECTURE_NOT_ALLOWED',
    { en: 'A national exchange has no prefecture', ja: '中央の情報交換に都道府県は指定できません' },
    'prefecture',
  );
}
