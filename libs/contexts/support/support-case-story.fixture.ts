import {
  AdvisorAssigned,
  CaseClosed,
  CaseHeld,
  CaseNotEstablished,
  NeedsAssessed,
  PlacementEstablished,
  SupportInitiated,
  SupportRequested,
} from '#events/support';
import { exampleOf } from '#platform/event-schema';

/** The steps of a fictional case of Shizuoka, up to each of its stages. */
export const caseId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ca';
export const requested = [exampleOf(SupportRequested)];
export const assigned = [...requested, AdvisorAssigned({ advisorId: 'iesc-advisor-1' })];
export const contacted = [...assigned, exampleOf(SupportInitiated)];
export const assessed = [...contacted, exampleOf(NeedsAssessed)];
export const established = [...assessed, exampleOf(PlacementEstablished)];
export const notEstablished = [...assessed, CaseNotEstablished({ reason: 'terms', message: '不成立' })];
export const closed = [...established, CaseClosed({ outcome: 'established', referralId: null })];
export const heldFor = (reason: string) => CaseHeld({ reason, until: null, message: null });

/** What has happened to a case at each stage at which it is open. */
export const until = { requested, assigned, contacted, assessed, established, not_established: notEstablished };
