export * from './ConsultantRegistered/index.ts';
export * from './ConsultantVerified/index.ts';
