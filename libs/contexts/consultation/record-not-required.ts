import { RecommendationNotRequired } from '#events/consultation';
import { caseStaff, decision } from '#contexts/kernel';
import { WithoutRecommendation } from './consultation-command.ts';
import { grantConsultation } from './grant-consultation.ts';

/** The advisor decides that no consultant is required (勧奨不要): the agreement asks for one "where required". */
export class RecordNotRequired extends WithoutRecommendation {}

export const recordNotRequired = decision(grantConsultation, RecordNotRequired, {
  by: caseStaff,
  from: ['opened'],
  emits: [RecommendationNotRequired],
  decide: ({ note }) => [RecommendationNotRequired({ note: note ?? null })],
});
