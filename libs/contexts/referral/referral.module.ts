import type { Context } from '#contexts/kernel';
import { acceptReferral } from './accept-referral.ts';
import { acknowledgeOutcome } from './acknowledge-outcome.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { assignReferral } from './assign-referral.ts';
import { declineReferral } from './decline-referral.ts';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { linkSupportCase } from './link-support-case.ts';
import { consultantReferrals } from './read-models/consultant-referrals.ts';
import { iescIncomingReferrals } from './read-models/iesc-incoming-referrals.ts';
import { referralDetail } from './read-models/referral-detail.ts';
import { referralFunnel } from './read-models/referral-funnel.ts';
import { referClient } from './refer-client.ts';
import { ReferralController } from './referral.controller.ts';
import { referralTasks } from './referral-tasks.ts';
import { referral } from './referral.ts';
import { reportOutcome } from './report-outcome.ts';
import { requestInformation } from './request-information.ts';
import { routeReferral } from './route-referral.ts';
import { supplyInformation } from './supply-information.ts';
import { takeReferral } from './take-referral.ts';
import { withdrawReferral } from './withdraw-referral.ts';

export const referralContext: Context = {
  name: 'referral',
  aggregates: [referral],
  decisions: [
    referClient,
    routeReferral,
    acknowledgeReferral,
    takeReferral,
    assignReferral,
    requestInformation,
    supplyInformation,
    acceptReferral,
    declineReferral,
    withdrawReferral,
    linkSupportCase,
    reportOutcome,
    acknowledgeOutcome,
  ],
  controllers: [ReferralController],
  projections: [iescIncomingReferrals, consultantReferrals, referralDetail, referralFunnel],
  processes: [disclosureOnOpening, referralTasks],
};
