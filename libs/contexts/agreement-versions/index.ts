export { agreementVersionsContext } from './agreement-versions.module.ts';
export { LoggedPolicyBook } from './logged-policy-book.ts';
