import type { Context } from '#contexts/kernel';
import { acceptRedirect } from './accept-redirect.ts';
import { acceptReferral } from './accept-referral.ts';
import { acknowledgeOutcome } from './acknowledge-outcome.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { assignReferral } from './assign-referral.ts';
import { blockReferral } from './block-referral.ts';
import { bringToTriage } from './bring-to-triage.ts';
import { coReferrers } from './co-referrers.ts';
import { declineReferral } from './decline-referral.ts';
import { deemOutcomeAcknowledged } from './deem-outcome-acknowledged.ts';
import { detectDuplicateReferral } from './detect-duplicate-referral.ts';
import { disclosureOnOpening } from './disclosure-on-opening.ts';
import { duplicateWatch } from './duplicate-watch.ts';
import { followPrimaryReferral } from './follow-primary-referral.ts';
import { heldUntil } from './held-until.ts';
import { holdReferral } from './hold-referral.ts';
import { informCoReferrer } from './inform-co-referrer.ts';
import { lapseReferral } from './lapse-referral.ts';
import { linkSupportCase } from './link-support-case.ts';
import { markDuplicateReferral } from './mark-duplicate-referral.ts';
import { outcomeWithoutWord } from './outcome-without-word.ts';
import { consultantReferrals } from './read-models/consultant-referrals.ts';
import { iescIncomingReferrals } from './read-models/iesc-incoming-referrals.ts';
import { referralDetail } from './read-models/referral-detail.ts';
import { referralFunnel } from './read-models/referral-funnel.ts';
import { referralsOfClients } from './read-models/referrals-of-clients.ts';
import { referClient } from './refer-client.ts';
import { redirectReferral } from './redirect-referral.ts';
import { referralLapse } from './referral-lapse.ts';
import { referralRoutes } from './referral.routes.ts';
import { referralClocks } from './referral-clocks.ts';
import { referralTasks } from './referral-tasks.ts';
import { referral } from './referral.ts';
import { refuseRedirect } from './refuse-redirect.ts';
import { reopenReferral } from './reopen-referral.ts';
import { reportOutcome } from './report-outcome.ts';
import { requestInformation } from './request-information.ts';
import { resumeReferral } from './resume-referral.ts';
import { routeReferral } from './route-referral.ts';
import { routing } from './routing.ts';
import { supplyInformation } from './supply-information.ts';
import { takeReferral } from './take-referral.ts';
import { unblockReferral } from './unblock-referral.ts';
import { unmarkDuplicate } from './unmark-duplicate.ts';
import { withdrawReferral } from './withdraw-referral.ts';

export const referralContext: Context = {
  name: 'referral',
  aggregates: [referral],
  decisions: [
    referClient,
    routeReferral,
    bringToTriage,
    acknowledgeReferral,
    takeReferral,
    assignReferral,
    requestInformation,
    supplyInformation,
    acceptReferral,
    declineReferral,
    withdrawReferral,
    holdReferral,
    resumeReferral,
    redirectReferral,
    acceptRedirect,
    refuseRedirect,
    markDuplicateReferral,
    unmarkDuplicate,
    reopenReferral,
    detectDuplicateReferral,
    informCoReferrer,
    followPrimaryReferral,
    blockReferral,
    unblockReferral,
    lapseReferral,
    linkSupportCase,
    reportOutcome,
    acknowledgeOutcome,
    deemOutcomeAcknowledged,
  ],
  routes: [referralRoutes],
  projections: [iescIncomingReferrals, consultantReferrals, referralDetail, referralFunnel, referralsOfClients],
  processes: [
    disclosureOnOpening,
    referralTasks,
    duplicateWatch,
    coReferrers,
    heldUntil,
    referralLapse,
    referralClocks,
    outcomeWithoutWord,
    routing,
  ],
};
