import { conflict } from '#platform/decider';
import type { Actor } from '#platform/event-store';

/**
 * Lets pass who speaks for the office that was asked to take a referral: somebody of it, or headquarters.
 *
 * @throws Refusal 409 `REDIRECTED_TO_ANOTHER`
 */
export function requireTarget({ target }: { readonly target: string }, { officeId, role }: Actor): void {
  if (officeId === target || role === 'iesc.hq_coordinator') return;
  throw conflict('REDIRECTED_TO_ANOTHER', {
    en: 'Another office was asked to take the referral: the answer is theirs',
    ja: '回送先の事務所が回答します',
  });
}
