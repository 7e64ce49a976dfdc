import type { Decision, PolicyBook, PolicyVersion } from './decision.ts';
import type { Loaded } from './loading.ts';

/** The version of the agreement a decision is taken under: what was begun under one ends under it. */
export function policyFor(
  policies: PolicyBook,
  { under, needsAgreement }: Decision,
  command: object,
  { events }: Loaded,
  now: string,
): PolicyVersion | Promise<PolicyVersion> {
  const begunUnder = events[0]?.metadata.agreementVersion ?? under?.(command);
  if (begunUnder !== undefined) return policies.version(begunUnder);
  return needsAgreement ? policies.inForce(now) : policies.lastInForce(now);
}
