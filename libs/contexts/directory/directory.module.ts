import type { Context } from '#contexts/kernel';
import { consultant } from './consultant.ts';
import { DirectoryController } from './directory.controller.ts';
import { registerConsultant } from './register-consultant.ts';
import { verifyRegistration } from './verify-registration.ts';

export const directoryContext: Context = {
  name: 'directory',
  aggregates: [consultant],
  decisions: [registerConsultant, verifyRegistration],
  controllers: [DirectoryController],
  projections: [],
};
