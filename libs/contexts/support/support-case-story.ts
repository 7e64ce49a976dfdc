import { AdvisorAssigned, NeedsAssessed, SupportInitiated, SupportRequested } from '#events/support';
import { exampleOf } from '#platform/event-schema';

/** The steps of a fictional case of Shizuoka, up to each of its stages. */
export const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
export const requested = [exampleOf(SupportRequested)];
export const assigned = [...requested, AdvisorAssigned({ advisorId: 'iesc-advisor-1' })];
export const contacted = [...assigned, exampleOf(SupportInitiated)];
export const assessed = [...contacted, exampleOf(NeedsAssessed)];
