export * from './AgreementRegistered/index.ts';
export * from './AgreementAmended/index.ts';
export * from './AgreementConfirmed/index.ts';
export * from './AgreementDraftDiscarded/index.ts';
export * from './AgreementTerminated/index.ts';
