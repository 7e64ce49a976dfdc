import { officeById, type Organisation } from '#reference-data';
import type { About } from './clock.ts';

/** Steps of a support case that there are only where somebody referred the client. */
const towardsReferrer: readonly string[] = ['statusUpdateToReferrer', 'reportOutcome'];

/**
 * Whose headquarters may know of it. A referral is both organisations'; of a support case NASILC knows only where somebody
 * referred the client, and else not even that there is one.
 */
export function organisationsOf({ kind, subjectCategory, officeId }: About): readonly Organisation[] {
  if (subjectCategory === 'referral' || towardsReferrer.includes(kind)) return ['iesc', 'nasilc'];
  return [officeById(officeId)?.organisation ?? 'iesc'];
}
