import { CoReferrerInformed, DuplicateReferralMarked } from '#events/referral';
import { decision, intake, IsId } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { ReferralCommand } from './referral-command.ts';
import { endedWithoutOutcome, onItsWayStages, referral, type Referral } from './referral.ts';

/**
 * The office finds that the referral is of the same need as another (重複): that one goes on, this one ends in it, and who
 * made it learns of the other's outcome too (a co-referrer).
 */
export class MarkDuplicateReferral extends ReferralCommand {
  /** The referral that goes on. */
  @IsId() primaryId!: string;
}

export const markDuplicateReferral = decision(referral, MarkDuplicateReferral, {
  by: intake,
  from: [...onItsWayStages, 'on_hold'],
  emits: [DuplicateReferralMarked, CoReferrerInformed],
  reads: { primary: read(referral, ({ primaryId }: MarkDuplicateReferral) => primaryId) },
  within: ['primary'],
  decide: ({ referralId, primaryId }, { clientId, consultantId, associationId }, { reads: { primary } }) => {
    if (primaryId === referralId) throw duplicateOfItself();
    requirePrimary(primary, clientId);
    const outcome = 'outcome' in primary ? primary.outcome : null;
    const marked = DuplicateReferralMarked({ primaryId, consultantId, associationId, outcome, clientId });
    return outcome === null ? [marked] : [marked, CoReferrerInformed({ primaryId, outcome })];
  },
});

/** Stages of a referral that cannot go on for another. */
const ended: readonly Referral['stage'][] = [...endedWithoutOutcome, 'duplicate'];

function requirePrimary(primary: Referral, clientId: string): void {
  if (primary.stage === 'none' || primary.clientId !== clientId) {
    throw ruleBroken(
      'REFERRAL_OF_ANOTHER_CLIENT',
      { en: 'The referral is of another client', ja: 'この取次は別の企業のものです' },
      'primaryId',
    );
  }
  if (ended.includes(primary.stage)) {
    throw ruleBroken(
      'PRIMARY_ENDED',
      { en: 'That referral has ended itself: it cannot go on for another', ja: 'その取次は既に終了しています' },
      'primaryId',
    );
  }
}

function duplicateOfItself() {
  return ruleBroken(
    'DUPLICATE_OF_ITSELF',
    { en: 'A referral is no duplicate of itself', ja: '同じ取次は指定できません' },
    'primaryId',
  );
}
