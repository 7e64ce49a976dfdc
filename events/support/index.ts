export * from './SupportRequested/index.ts';
export * from './AdvisorAssigned/index.ts';
export * from './ContactAttempted/index.ts';
export * from './SupportInitiated/index.ts';
export * from './NeedsAssessed/index.ts';
export * from './PlacementEstablished/index.ts';
export * from './CaseNotEstablished/index.ts';
export * from './CaseClosed/index.ts';
