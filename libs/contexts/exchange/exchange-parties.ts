import { ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { iescHeadquarters, nasilcHeadquarters } from '#reference-data';

/** The office of IESC and the body of NASILC that exchanged information. */
export interface ExchangeParties {
  readonly iescOfficeId: string;
  readonly nasilcOfficeId: string;
}

/**
 * The record is the word of the two who exchanged: headquarters, who see every local one, do not speak for its parties.
 *
 * @param path the field of the command that says who the parties are, where one does
 * @throws Refusal 422 `NOT_A_PARTY`
 */
export function requireParty(
  { org, officeId }: Actor,
  { iescOfficeId, nasilcOfficeId }: ExchangeParties,
  path?: string,
): void {
  const [party, headquarters] =
    org === 'iesc' ? [iescOfficeId, iescHeadquarters] : [nasilcOfficeId, nasilcHeadquarters];
  if ((officeId ?? headquarters.id) === party) return;
  throw ruleBroken(
    'NOT_A_PARTY',
    { en: 'Your office is no party to this exchange', ja: '所属する事務所はこの情報交換の当事者ではありません' },
    path,
  );
}
