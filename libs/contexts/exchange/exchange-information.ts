import { InformationExchanged } from '#events/exchange';
import { decision, IsCode, IsPrefecture, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import {
  associationOf,
  iescHeadquarters,
  iescOfficeOf,
  nasilcHeadquarters,
  type PrefectureCode,
} from '#reference-data';
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
  emits: [InformationExchanged],
  decide: (command, _, context) => {
    context.policy.requireCode('exchangeLevels', command.level, 'level');
    const parties = partiesOf(command);
    requireParty(context.actor, parties);
    return [InformationExchanged({ level: command.level, ...parties, ...termsOf(command, context) })];
  },
});

interface ExchangeParties {
  readonly prefecture: PrefectureCode | null;
  readonly iescOfficeId: string;
  readonly nasilcOfficeId: string;
}

function partiesOf({ level, prefecture }: ExchangeInformation): ExchangeParties {
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

function requireParty({ org, officeId }: Actor, { iescOfficeId, nasilcOfficeId }: ExchangeParties): void {
  const [party, headquarters] =
    org === 'iesc' ? [iescOfficeId, iescHeadquarters] : [nasilcOfficeId, nasilcHeadquarters];
  if ((officeId ?? headquarters.id) !== party) throw notAParty();
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

function notAParty() {
  return ruleBroken(
    'NOT_A_PARTY',
    { en: 'Your office is no party to this exchange', ja: '所属する事務所はこの情報交換の当事者ではありません' },
    'level',
  );
}
