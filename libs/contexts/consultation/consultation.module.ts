import type { Context } from '#contexts/kernel';
import { grantConsultationRoutes, siteVisitRoutes } from './consultation.routes.ts';
import { disclosureOnRecommendation } from './disclosure-on-recommendation.ts';
import { grantConsultation } from './grant-consultation.ts';
import { grantNudge } from './grant-nudge.ts';
import { grantQuestionOpensConsultation } from './grant-question-opens-consultation.ts';
import { openGrantConsultation } from './open-grant-consultation.ts';
import { iescGrantConsultations } from './read-models/iesc-grant-consultations.ts';
import { iescSiteVisits } from './read-models/iesc-site-visits.ts';
import { nasilcRecommendedConsultations } from './read-models/nasilc-recommended-consultations.ts';
import { recommendConsultant } from './recommend-consultant.ts';
import { recordNotRequired } from './record-not-required.ts';
import { recordOwnConsultant } from './record-own-consultant.ts';
import { recordOwnerDeclined } from './record-owner-declined.ts';
import { recordVisit } from './record-visit.ts';
import { siteVisit } from './site-visit.ts';

export const consultationContext: Context = {
  name: 'consultation',
  aggregates: [siteVisit, grantConsultation],
  decisions: [
    recordVisit,
    openGrantConsultation,
    recommendConsultant,
    recordNotRequired,
    recordOwnConsultant,
    recordOwnerDeclined,
  ],
  routes: [siteVisitRoutes, grantConsultationRoutes],
  projections: [iescSiteVisits, iescGrantConsultations, nasilcRecommendedConsultations],
  processes: [grantQuestionOpensConsultation, disclosureOnRecommendation, grantNudge],
};
