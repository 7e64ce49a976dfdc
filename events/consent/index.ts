export * from './ConsentGiven/index.ts';
export * from './PersonalDataDisclosed/index.ts';
export * from './ConsentWithdrawn/index.ts';
export * from './ConsentNarrowed/index.ts';
export * from './ConsentRenewed/index.ts';
export * from './ConsentExpired/index.ts';
