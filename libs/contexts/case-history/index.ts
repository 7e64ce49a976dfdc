export { caseHistoryContext } from './case-history.module.ts';
export { caseFamilies } from './read-models/case-families.ts';
