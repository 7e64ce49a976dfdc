import { commandRoutes } from '#platform/decider';
import { acceptRedirect } from './accept-redirect.ts';
import { acceptReferral } from './accept-referral.ts';
import { acknowledgeOutcome } from './acknowledge-outcome.ts';
import { acknowledgeReferral } from './acknowledge-referral.ts';
import { assignReferral } from './assign-referral.ts';
import { declineReferral } from './decline-referral.ts';
import { holdReferral } from './hold-referral.ts';
import { markDuplicateReferral } from './mark-duplicate-referral.ts';
import { possibleDuplicates } from './possible-duplicates.ts';
import { redirectReferral } from './redirect-referral.ts';
import { referClient } from './refer-client.ts';
import { refuseRedirect } from './refuse-redirect.ts';
import { reopenReferral } from './reopen-referral.ts';
import { requestInformation } from './request-information.ts';
import { resumeReferral } from './resume-referral.ts';
import { routeReferral } from './route-referral.ts';
import { supplyInformation } from './supply-information.ts';
import { takeReferral } from './take-referral.ts';
import { unmarkDuplicate } from './unmark-duplicate.ts';
import { withdrawReferral } from './withdraw-referral.ts';

const id = '6f9a3c52-7c1e-5a55-8a0c-0d7f5a1f2b01';

export const referralRoutes = commandRoutes('referrals', {
  'POST /': {
    decision: referClient,
    summary: 'Refer a client to IESC, with the owner’s consent',
    example: {
      clientId: id,
      establishmentId: id,
      consentId: id,
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      backgrounds: ['orders'],
      urgency: 'normal',
      ownersWish: '雇用を維持したい',
    },
    alsoTold: possibleDuplicates,
  },
  'POST /:referralId/route': {
    decision: routeReferral,
    summary: 'Find the office of a referral in triage',
    example: { prefecture: '22' },
  },
  'POST /:referralId/acknowledge': {
    decision: acknowledgeReferral,
    summary: 'Acknowledge that the referral was received',
    example: {},
  },
  'POST /:referralId/take': { decision: takeReferral, summary: 'Take the referral under review', example: {} },
  'POST /:referralId/assign': {
    decision: assignReferral,
    summary: 'Give the referral to an advisor',
    example: { advisorId: 'advisor-22-1' },
  },
  'POST /:referralId/request-information': {
    decision: requestInformation,
    summary: 'Ask the consultant for more',
    example: { question: '出向可能な人数を教えてください' },
  },
  'POST /:referralId/supply-information': {
    decision: supplyInformation,
    summary: 'Answer the office’s question',
    example: { answer: '3名です' },
  },
  'POST /:referralId/accept': { decision: acceptReferral, summary: 'Accept the referral', example: { consentId: id } },
  'POST /:referralId/decline': {
    decision: declineReferral,
    summary: 'Decline the referral',
    example: { reason: 'out_of_scope', side: 'eligibility', message: '支援の対象外です' },
  },
  'POST /:referralId/withdraw': {
    decision: withdrawReferral,
    summary: 'Take the referral back',
    example: { reason: 'need_resolved', side: 'client' },
  },
  'POST /:referralId/hold': {
    decision: holdReferral,
    summary: 'Put the referral on hold',
    example: { reason: 'season', until: '2025-12-26' },
  },
  'POST /:referralId/resume': { decision: resumeReferral, summary: 'Go on with a held referral', example: {} },
  'POST /:referralId/redirect': {
    decision: redirectReferral,
    summary: 'Ask another office to take the referral',
    example: { officeId: 'iesc-23', reason: 'wrong_prefecture', message: '事業所は愛知県にあります' },
  },
  'POST /:referralId/accept-redirect': {
    decision: acceptRedirect,
    summary: 'Take a referral that another office redirected',
    example: {},
  },
  'POST /:referralId/refuse-redirect': {
    decision: refuseRedirect,
    summary: 'Leave a redirected referral with the office that has it',
    example: { message: '当県の事業所ではありません' },
  },
  'POST /:referralId/mark-duplicate': {
    decision: markDuplicateReferral,
    summary: 'End the referral as a duplicate of another, which goes on',
    example: { primaryId: id },
  },
  'POST /:referralId/unmark-duplicate': {
    decision: unmarkDuplicate,
    summary: 'Go on with a referral that is no duplicate after all',
    example: {},
  },
  'POST /:referralId/reopen': {
    decision: reopenReferral,
    summary: 'Take up again a referral that had ended',
    example: { reason: 'owner_request' },
  },
  'POST /:referralId/acknowledge-outcome': {
    decision: acknowledgeOutcome,
    summary: 'Take note of the outcome: the loop is closed',
    example: {},
  },
});
