import { OwnConsultantRecorded } from '#events/consultation';
import { caseStaff, decision } from '#contexts/kernel';
import { WithoutRecommendation } from './consultation-command.ts';
import { grantConsultation } from './grant-consultation.ts';

/** The owner has a consultant of their own (顧問社労士), who must not be replaced. */
export class RecordOwnConsultant extends WithoutRecommendation {}

export const recordOwnConsultant = decision(grantConsultation, RecordOwnConsultant, {
  by: caseStaff,
  from: ['opened'],
  emits: [OwnConsultantRecorded],
  decide: ({ note }) => [OwnConsultantRecorded({ note: note ?? null })],
});
