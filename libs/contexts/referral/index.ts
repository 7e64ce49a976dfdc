export { BlockReferral, blockReferral } from './block-referral.ts';
export { LinkSupportCase, linkSupportCase } from './link-support-case.ts';
export { referral, linkableStages, type Referral } from './referral.ts';
export { referralContext } from './referral.module.ts';
export { ReportOutcome, reportOutcome } from './report-outcome.ts';
export { UnblockReferral, unblockReferral } from './unblock-referral.ts';
