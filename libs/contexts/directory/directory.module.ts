import type { Context } from '#contexts/kernel';
import { consultant } from './consultant.ts';
import { DirectoryController, OfficeController } from './directory.controller.ts';
import { office } from './office.ts';
import { registerConsultant } from './register-consultant.ts';
import { setBusinessCalendar } from './set-business-calendar.ts';
import { verifyRegistration } from './verify-registration.ts';

export const directoryContext: Context = {
  name: 'directory',
  aggregates: [consultant, office],
  decisions: [registerConsultant, verifyRegistration, setBusinessCalendar],
  controllers: [DirectoryController, OfficeController],
  projections: [],
};
