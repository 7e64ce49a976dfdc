import { ReferralRedirected } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, intake, IsCode, IsFreeText } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { iescHeadquarters } from '#reference-data';
import { requireInService } from './office-in-service.ts';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/**
 * The office asks another one to take the referral (回送). It stays with the first until the other accepts it: one such
 * question at a time, and the time to decide runs on.
 */
export class RedirectReferral extends ReferralCommand {
  /** The office that is to take it. */
  @IsCode() officeId!: string;
  @IsCode() reason!: string;
  @IsFreeText() message!: string;
}

export const redirectReferral = decision(referral, RedirectReferral, {
  by: [...intake, 'iesc.hq_coordinator'],
  from: onItsWayStages,
  emits: [ReferralRedirected],
  reads: { target: read(office, ({ officeId }: RedirectReferral) => officeStreamIdOf(officeId)) },
  decide: ({ officeId: to, reason, message }, { officeId }, { now, policy, reads }) => {
    policy.requireReason('redirect', reason);
    const from = officeId ?? iescHeadquarters.id;
    if (to === from) throw itsOwnOffice();
    requireInService(to, reads.target);
    const answerBy = dueByClock('answerRedirect', now, policy, reads.target);
    return [ReferralRedirected({ reason, message, from, to, answerBy })];
  },
});

function itsOwnOffice() {
  return ruleBroken(
    'SAME_OFFICE',
    { en: 'The office has the referral already', ja: '既にその事務所が担当しています' },
    'officeId',
  );
}
