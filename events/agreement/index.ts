export * from './AgreementRegistered/index.ts';
export * from './AgreementAmended/index.ts';
