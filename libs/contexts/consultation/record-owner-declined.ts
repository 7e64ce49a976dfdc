import { RecommendationDeclined } from '#events/consultation';
import { caseStaff, decision } from '#contexts/kernel';
import { WithoutRecommendation } from './consultation-command.ts';
import { grantConsultation } from './grant-consultation.ts';

/** The owner does not want a consultant to be recommended. */
export class RecordOwnerDeclined extends WithoutRecommendation {}

export const recordOwnerDeclined = decision(grantConsultation, RecordOwnerDeclined, {
  by: caseStaff,
  from: ['opened'],
  emits: [RecommendationDeclined],
  decide: ({ note }) => [RecommendationDeclined({ note: note ?? null })],
});
