import { ReferralReopened } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { consent, requireCovering } from '#contexts/consent';
import { decision, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { dayOf, daysBetween } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';
import { officeOfReferral } from './whose-time.ts';

/**
 * A referral that had ended is taken up again (再開), within the days the agreement allows; afterwards it is referred anew.
 * The consent has to hold. It is under review with who had it last, and their time begins anew; one that nobody had taken
 * is received.
 */
export class ReopenReferral extends ReferralCommand {
  @IsCode() reason!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const reopenReferral = decision(referral, ReopenReferral, {
  by: ['nasilc.consultant', 'iesc.office_manager'],
  from: ['declined', 'withdrawn', 'lapsed', 'closed'],
  emits: [ReferralReopened],
  reads: {
    consent: read(consent, (_: ReopenReferral, _actor, own: { readonly consentId: string }) => own.consentId),
    office: officeOfReferral,
  },
  decide: ({ reason, message }, { clientId, referred, advisorId, endedAt }, { now, policy, reads }) => {
    policy.requireReason('reopen', reason);
    if (daysBetween(dayOf(endedAt), dayOf(now)) > policy.limits.reopenWithinDays) {
      throw conflict('REOPENED_TOO_LATE', {
        en: `It ended more than ${policy.limits.reopenWithinDays} days ago: refer the client anew`,
        ja: `終了から${policy.limits.reopenWithinDays}日を過ぎています。新たに取次を行ってください`,
      });
    }
    requireCovering(reads.consent, { clientId, purpose: 'referral', recipient: 'iesc', on: dayOf(now) });
    return [
      ReferralReopened({
        clientId,
        reason,
        message: message ?? null,
        stage: advisorId === null ? 'received' : 'under_review',
        advisorId,
        decideBy: advisorId === null ? null : dueByClock('decideReferral', now, policy, reads.office),
        referred: { at: referred.at, circumstances: [...referred.circumstances] },
      }),
    ];
  },
});
