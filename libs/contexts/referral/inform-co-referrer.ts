import { CoReferrerInformed } from '#events/referral';
import { decision, IsCode, IsId, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The referral that went on for this one has an outcome: who made this one learns it too (`co-referrers`). */
export class InformCoReferrer extends ReferralCommand {
  /** The referral that went on. */
  @IsId() primaryId!: string;
  @IsCode() outcome!: string;
}

export const informCoReferrer = decision(referral, InformCoReferrer, {
  by: processes,
  from: ['duplicate'],
  emits: [CoReferrerInformed],
  decide: ({ primaryId, outcome }, state) => {
    if (state.primaryId !== primaryId) {
      throw conflict(
        'DUPLICATE_OF_ANOTHER',
        { en: 'The referral is a duplicate of another', ja: 'この取次は別の取次の重複です' },
        state.primaryId,
      );
    }
    return state.outcome === outcome ? [] : [CoReferrerInformed({ primaryId, outcome })];
  },
});
