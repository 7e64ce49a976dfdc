export * from './clock-terms.ts';
export * from './amended-terms.ts';
export * from './code-lists.ts';
export type { Deadlines, Limits, MeetingCadence } from './deadlines.ts';
export type { CodeList, ReasonList } from './list-of-codes.ts';
export type { CodeListName } from './pick-lists.ts';
export { policyFrom, type AgreementTerms, type AgreementVersion, type Policy } from './policy.ts';
export type { ReasonListName } from './reason-codes.ts';
export * from './versions.ts';
