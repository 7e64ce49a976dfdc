import { OfficeResumed } from '#events/directory';
import { decision, headquarters } from '#contexts/kernel';
import { requireKept } from './kept-office.ts';
import { OfficeCommand } from './office-command.ts';
import { office, officeStreamIdOf } from './office.ts';

/** Headquarters put an office back into service (業務再開). */
export class ResumeOffice extends OfficeCommand {}

export const resumeOffice = decision(office, ResumeOffice, {
  by: headquarters,
  from: ['suspended'],
  emits: [OfficeResumed],
  idOf: ({ officeId }) => officeStreamIdOf(officeId),
  decide: ({ officeId }, _, { actor }) => [OfficeResumed({ officeId: requireKept(officeId, actor).id })],
});
