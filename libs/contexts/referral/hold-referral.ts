import { ReferralHeld } from '#events/referral';
import { caseStaff, decision, IsCalendarDay, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/** The office puts the referral on hold (保留), for a reason and, where that is known, until a day. */
export class HoldReferral extends ReferralCommand {
  @IsCode() reason!: string;
  /** Last day of the hold. */
  @MayBeAbsent() @IsCalendarDay() until?: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const holdReferral = decision(referral, HoldReferral, {
  by: caseStaff,
  from: onItsWayStages,
  emits: [ReferralHeld],
  decide: ({ reason, until, message }, _, { now, policy }) => {
    policy.requireReason('hold', reason);
    if (until !== undefined && until < dayOf(now)) {
      throw ruleBroken(
        'HELD_INTO_THE_PAST',
        { en: 'The last day of the hold is past', ja: '保留の期限が過去の日付です' },
        'until',
      );
    }
    return [ReferralHeld({ reason, until: until ?? null, message: message ?? null })];
  },
});
