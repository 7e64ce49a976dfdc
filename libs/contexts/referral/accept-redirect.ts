import { RedirectAccepted } from '#events/referral';
import { dueByClock } from '#contexts/clock';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, intake } from '#contexts/kernel';
import { read } from '#platform/decider';
import { officeById } from '#reference-data';
import { requireTarget } from './redirect-target.ts';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The office that was asked takes the referral: it is theirs from now on, and begins with them as a new one does. */
export class AcceptRedirect extends ReferralCommand {}

/** Reasons by which the establishment is in the prefecture of the other office. */
const ofThePlace: readonly string[] = ['wrong_prefecture', 'establishment_elsewhere'];

export const acceptRedirect = decision(referral, AcceptRedirect, {
  by: [...intake, 'iesc.hq_coordinator'],
  from: ['redirect_pending'],
  emits: [RedirectAccepted],
  reads: {
    office: read(office, (_: AcceptRedirect, _actor, { target }: { readonly target: string }) =>
      officeStreamIdOf(target),
    ),
  },
  decide: (_, state, { actor, now, policy, reads }) => {
    requireTarget(state, actor);
    const { clientId, target: officeId, reason, prefecture } = state;
    return [
      RedirectAccepted({
        clientId,
        officeId,
        prefecture: ofThePlace.includes(reason) ? (officeById(officeId)?.prefecture ?? prefecture) : prefecture,
        acknowledgeBy: dueByClock('acknowledgeReferral', now, policy, reads.office),
      }),
    ];
  },
});
