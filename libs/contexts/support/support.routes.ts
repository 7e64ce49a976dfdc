import { commandRoutes } from '#platform/decider';
import { assignAdvisor } from './assign-advisor.ts';
import { closeCase } from './close-case.ts';
import { holdCase } from './hold-case.ts';
import { reassignAdvisor } from './reassign-advisor.ts';
import { recordAssessment } from './record-assessment.ts';
import { recordContactAttempt } from './record-contact-attempt.ts';
import { recordFirstContact } from './record-first-contact.ts';
import { recordNotEstablished } from './record-not-established.ts';
import { recordPlacement } from './record-placement.ts';
import { requestSupport } from './request-support.ts';
import { resumeCase } from './resume-case.ts';

const id = '6f9a3c52-7c1e-5a55-8a0c-0d7f5a1f2b01';

export const supportRoutes = commandRoutes('support-cases', {
  'POST /': {
    decision: requestSupport,
    summary: 'Enter the owner’s request for support',
    example: {
      clientId: id,
      establishmentId: id,
      referralId: id,
      channel: 'referral',
      circumstances: ['TEMPORARY_OVERSTAFFING'],
      wish: '在籍型出向で雇用を維持したい',
      requestedBy: '浜名 宏',
    },
    onBehalfOf: 'businessOwner',
  },
  'POST /:caseId/assign': {
    decision: assignAdvisor,
    summary: 'Give the case to an advisor',
    example: { advisorId: 'advisor-22-1' },
  },
  'POST /:caseId/reassign': {
    decision: reassignAdvisor,
    summary: 'Give the case to another advisor',
    example: { advisorId: 'advisor-22-2', reason: 'absence' },
  },
  'POST /:caseId/hold': {
    decision: holdCase,
    summary: 'Put the case on hold, for one reason more',
    example: { reason: 'owner_request', until: '2025-12-26' },
  },
  'POST /:caseId/resume': {
    decision: resumeCase,
    summary: 'Say that a reason for the hold is gone',
    example: { reason: 'owner_request' },
  },
  'POST /:caseId/record-contact-attempt': {
    decision: recordContactAttempt,
    summary: 'Record an attempt that did not reach the owner',
    example: { channel: 'phone', result: 'message_left', note: '総務の方に伝言' },
  },
  'POST /:caseId/record-first-contact': {
    decision: recordFirstContact,
    summary: 'Record the first contact with the owner: support begins',
    example: { channel: 'phone' },
  },
  'POST /:caseId/record-assessment': {
    decision: recordAssessment,
    summary: 'Record what the company needs',
    example: {
      kind: 'secondment_out',
      summary: 'CNCオペレーター3名、6か月の在籍型出向',
      assessedOn: '2025-11-13',
    },
  },
  'POST /:caseId/record-placement': {
    decision: recordPlacement,
    summary: 'Record a secondment or transfer that came about',
    example: {
      crossPrefecture: true,
      persons: [{ name: '望月 隆', lastDayWorked: '2025-12-26', firstDay: '2026-01-05' }],
    },
  },
  'POST /:caseId/record-not-established': {
    decision: recordNotEstablished,
    summary: 'Record that nothing came about',
    example: { reason: 'no_counterpart', message: '県内に受入先が見つかりませんでした' },
  },
  'POST /:caseId/close': {
    decision: closeCase,
    summary: 'Close the case; a referrer is told the outcome',
    example: {},
  },
});
