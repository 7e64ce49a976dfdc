import { commandRoutes } from '#platform/decider';
import { appointLiaison } from './appoint-liaison.ts';
import { appointOfficeHead } from './appoint-office-head.ts';
import { delegateAuthority } from './delegate-authority.ts';
import { revokeDelegation } from './revoke-delegation.ts';
import { leaveOffice } from './leave-office.ts';
import { relieveLiaison } from './relieve-liaison.ts';
import { resumeOffice } from './resume-office.ts';
import { setMemberMail } from './set-member-mail.ts';
import { suspendOffice } from './suspend-office.ts';
import { registerConsultant } from './register-consultant.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';
import { verifyRegistration } from './verify-registration.ts';

export const directoryRoutes = commandRoutes('consultants', {
  'POST /': {
    decision: registerConsultant,
    summary: 'Enter a member into the directory',
    example: {
      userId: 'consultant-22-1',
      registrationNumber: '22180042',
      name: '大石 美咲',
      kana: 'オオイシ ミサキ',
      practice: 'own_office',
    },
  },
  'POST /:consultantId/verify': {
    decision: verifyRegistration,
    summary: 'Confirm that the registration was checked',
    example: {},
  },
});

export const officeRoutes = commandRoutes('offices', {
  'POST /:officeId/calendar': {
    decision: setBusinessCalendar,
    summary: 'Say on which days of its own the office is closed, and until which hour a day counts',
    example: { closures: ['2025-11-25', '2026-02-10'], cutOffHour: 16 },
  },
  'POST /:officeId/suspend': {
    decision: suspendOffice,
    summary: 'Take the office out of service',
    example: { reason: 'disaster', until: '2026-11-14', note: '台風による停電のため' },
  },
  'POST /:officeId/resume': {
    decision: resumeOffice,
    summary: 'Put the office back into service',
    example: {},
  },
  'POST /:officeId/head': {
    decision: appointOfficeHead,
    summary: 'Say who is head of the office',
    example: { userId: 'iesc-manager-22-1' },
  },
  'POST /:officeId/liaisons': {
    decision: appointLiaison,
    summary: 'Name somebody whom the other organisation turns to',
    example: { userId: 'iesc-intake-22-1' },
  },
  'POST /:officeId/liaisons/relieve': {
    decision: relieveLiaison,
    summary: 'Say that somebody is no longer liaison',
    example: { userId: 'iesc-intake-22-1' },
  },
});

export const memberRoutes = commandRoutes('members', {
  'POST /:memberId/mail': {
    decision: setMemberMail,
    summary: 'Say where mail reaches the member',
    example: { mail: 'advisor-22@example.jp' },
  },
  'POST /:memberId/leave': {
    decision: leaveOffice,
    summary: 'Say that the member works at the office no longer',
    example: { officeId: 'iesc-22' },
  },
});

export const delegationRoutes = commandRoutes('delegations', {
  'POST /': {
    decision: delegateAuthority,
    summary: 'Let a colleague stand in during an absence',
    example: { delegateId: 'advisor-22-2', from: '2026-11-10', until: '2026-11-14', reason: 'leave' },
  },
  'POST /:delegationId/revoke': {
    decision: revokeDelegation,
    summary: 'End it before its last day',
    example: {},
  },
});
