import type { Context } from '#contexts/kernel';
import { caseFamilies } from './read-models/case-families.ts';

export const caseHistoryContext: Context = {
  name: 'case-history',
  aggregates: [],
  decisions: [],
  routes: [],
  projections: [caseFamilies],
};
