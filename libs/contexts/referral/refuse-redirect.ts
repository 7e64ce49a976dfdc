import { RedirectRefused } from '#events/referral';
import { decision, intake, IsFreeText } from '#contexts/kernel';
import { requireTarget } from './redirect-target.ts';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The office that was asked does not take the referral: it goes on where it was, with who had it. */
export class RefuseRedirect extends ReferralCommand {
  @IsFreeText() message!: string;
}

export const refuseRedirect = decision(referral, RefuseRedirect, {
  by: [...intake, 'iesc.hq_coordinator'],
  from: ['redirect_pending'],
  emits: [RedirectRefused],
  decide: ({ message }, state, { actor }) => {
    requireTarget(state, actor);
    return [RedirectRefused({ officeId: state.target, message, stage: state.before.stage })];
  },
});
