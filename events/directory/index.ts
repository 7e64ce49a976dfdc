export * from './ConsultantRegistered/index.ts';
export * from './ConsultantVerified/index.ts';
export * from './OfficeCalendarSet/index.ts';
