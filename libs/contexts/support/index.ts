export { supportCase, type SupportCase } from './support-case.ts';
export { supportContext } from './support.module.ts';
