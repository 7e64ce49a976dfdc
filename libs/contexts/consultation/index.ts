export { consultationContext } from './consultation.module.ts';
export { grantConsultation, grantConsultationIdOf, type GrantConsultation } from './grant-consultation.ts';
export { OpenGrantConsultation, openGrantConsultation } from './open-grant-consultation.ts';
export { siteVisit, type SiteVisit } from './site-visit.ts';
