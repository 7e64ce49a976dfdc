import type { Context } from '#contexts/kernel';
import { consultant } from './consultant.ts';
import { DirectoryController, OfficeController } from './directory.controller.ts';
import { office } from './office.ts';
import { appointLiaison } from './appoint-liaison.ts';
import { appointOfficeHead } from './appoint-office-head.ts';
import { relieveLiaison } from './relieve-liaison.ts';
import { resumeOffice } from './resume-office.ts';
import { suspendOffice } from './suspend-office.ts';
import { officeDirectory } from './read-models/office-directory.ts';
import { registerConsultant } from './register-consultant.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';
import { verifyRegistration } from './verify-registration.ts';

export const directoryContext: Context = {
  name: 'directory',
  aggregates: [consultant, office],
  decisions: [
    registerConsultant,
    verifyRegistration,
    setBusinessCalendar,
    suspendOffice,
    resumeOffice,
    appointOfficeHead,
    appointLiaison,
    relieveLiaison,
  ],
  controllers: [DirectoryController, OfficeController],
  projections: [officeDirectory],
};
