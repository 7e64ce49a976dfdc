import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import type { Policy } from '#contexts/agreement';
import { IsCalendarDay, IsCode, IsFreeText, MayBeAbsent, type RoleName } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { dayOf, daysBetween, dueAt } from '#reference-data';

/** Who speaks for the two sides: headquarters at the national level, the offices and associations at the local one. */
export const exchangers = [
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
] as const satisfies readonly RoleName[];

/** What both sides have to agree on about an exchange, as one of them states it: complete each time. */
export abstract class ExchangeTerms {
  @IsCalendarDay() heldOn!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) topics!: string[];
  /** What the side that states it contributed. */
  @IsFreeText() ownContribution!: string;
  /** What the other side contributed, as far as it is known. */
  @MayBeAbsent() @IsFreeText() otherContribution?: string;
}

/**
 * The terms as a fact holds them: each contribution under its side's name.
 *
 * @throws Refusal `IN_THE_FUTURE`, `UNKNOWN_CODE`
 */
export function termsOf(
  { heldOn, topics, ownContribution, otherContribution = null }: StatedTerms,
  { actor, now, policy }: { readonly actor: Actor; readonly now: string; readonly policy: Policy },
) {
  if (daysBetween(heldOn, dayOf(now)) < 0) throw notYetHeld();
  policy.requireCodes('exchangeTopics', topics, 'topics');
  const isIesc = actor.org === 'iesc';
  return {
    heldOn,
    topics,
    iescContribution: isIesc ? ownContribution : otherContribution,
    nasilcContribution: isIesc ? otherContribution : ownContribution,
    statedBy: actor.org,
    confirmBy: dueAt(now, policy.deadlines.confirmExchange),
  };
}

interface StatedTerms {
  readonly heldOn: string;
  readonly topics: readonly string[];
  readonly ownContribution: string;
  readonly otherContribution?: string | null;
}

function notYetHeld() {
  return ruleBroken('IN_THE_FUTURE', { en: 'The day has not come yet', ja: '未来の日付です' }, 'heldOn');
}
