import type { Context } from '#contexts/kernel';
import { consultant } from './consultant.ts';
import { delegationRoutes, directoryRoutes, memberRoutes, officeRoutes } from './directory.routes.ts';
import { office } from './office.ts';
import { appointLiaison } from './appoint-liaison.ts';
import { appointOfficeHead } from './appoint-office-head.ts';
import { delegateAuthority } from './delegate-authority.ts';
import { revokeDelegation } from './revoke-delegation.ts';
import { delegationEnd } from './delegation-end.ts';
import { delegations } from './delegation.ts';
import { endDelegation } from './end-delegation.ts';
import { leaveOffice } from './leave-office.ts';
import { recordSignIn } from './record-sign-in.ts';
import { relieveLiaison } from './relieve-liaison.ts';
import { resumeOffice } from './resume-office.ts';
import { setMemberMail } from './set-member-mail.ts';
import { staffMember } from './staff-member.ts';
import { suspendOffice } from './suspend-office.ts';
import { delegationRegister } from './read-models/delegation-register.ts';
import { officeDirectory } from './read-models/office-directory.ts';
import { staffDirectory } from './read-models/staff-directory.ts';
import { registerConsultant } from './register-consultant.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';
import { verifyRegistration } from './verify-registration.ts';

export const directoryContext: Context = {
  name: 'directory',
  aggregates: [consultant, office, staffMember, delegations],
  decisions: [
    registerConsultant,
    verifyRegistration,
    setBusinessCalendar,
    suspendOffice,
    resumeOffice,
    appointOfficeHead,
    appointLiaison,
    relieveLiaison,
    recordSignIn,
    setMemberMail,
    leaveOffice,
    delegateAuthority,
    revokeDelegation,
    endDelegation,
  ],
  routes: [directoryRoutes, officeRoutes, memberRoutes, delegationRoutes],
  projections: [officeDirectory, staffDirectory, delegationRegister],
  processes: [delegationEnd],
};
