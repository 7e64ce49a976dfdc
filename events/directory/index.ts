export * from './ConsultantRegistered/index.ts';
export * from './ConsultantVerified/index.ts';
export * from './OfficeCalendarSet/index.ts';
export * from './OfficeSuspended/index.ts';
export * from './OfficeResumed/index.ts';
export * from './OfficeHeadAppointed/index.ts';
export * from './LiaisonAppointed/index.ts';
export * from './LiaisonRelieved/index.ts';
