/** Stages at which what becomes of the consent changes nothing: of what came of the referral, the register stays. */
const REGISTERED: ReadonlySet<string> = new Set(['outcome_reported', 'closed']);

/**
 * Whether nothing of the client is shown, as the consent was withdrawn, has expired or covers the hand-over no more: from
 * the consent's own event on, before the referral is stopped for it, and also where it ended without an outcome.
 */
export function lacksConsent(
  { stage }: { readonly stage: string },
  consent: { readonly [column: string]: unknown } | undefined,
): boolean {
  return consent !== undefined && consent['lackingSince'] !== null && !REGISTERED.has(stage);
}
