/** Stages at which nothing is left to be done: what becomes of the consent afterwards changes nothing, the register stays. */
const ENDED: ReadonlySet<string> = new Set([
  ...['declined', 'withdrawn', 'lapsed', 'duplicate', 'outcome_reported', 'closed'],
]);

/**
 * Whether a referral is still to go on although its consent was withdrawn, has expired or covers the hand-over no more:
 * nothing of the client is shown then, from the consent's own event on, before the referral is stopped for it.
 */
export function lacksConsent(
  { stage }: { readonly stage: string },
  consent: { readonly [column: string]: unknown } | undefined,
): boolean {
  return consent !== undefined && consent['lackingSince'] !== null && !ENDED.has(stage);
}
