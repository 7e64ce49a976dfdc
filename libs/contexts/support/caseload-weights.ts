/**
 * How much work a referral or a case is at a stage, in points: our proposal, for a manager to see who has room. A case
 * weighs by what was found out to be needed; a transfer takes longest.
 */
const REFERRAL: { readonly [stage: string]: number } = { under_review: 2, returned: 1, accepted: 1 };
const CASE: { readonly [stage: string]: number } = {
  assigned: 3,
  contacted: 3,
  assessed: 3,
  established: 1,
  not_established: 1,
};
const MORE_BY_KIND: { readonly [kind: string]: number } = {
  secondment_out: 1,
  secondment_in: 1,
  transfer_out: 2,
  transfer_in: 2,
  career_talent_bank: 1,
};

/** Points of a referral at a stage; 0 where nobody has to do anything about it. */
export const weightOfReferral = (stage: string): number => REFERRAL[stage] ?? 0;

/** Points of a case at a stage, of a kind of support once that is settled. */
export const weightOfCase = (stage: string, kind: string | null): number =>
  (CASE[stage] ?? 0) + (stage === 'assessed' && kind !== null ? (MORE_BY_KIND[kind] ?? 0) : 0);
