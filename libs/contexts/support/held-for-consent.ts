import { ruleBroken } from '#platform/decider';
import type { Actor } from '#platform/event-store';

/** The reason of a hold that follows the owner's consent, and nobody's word. */
export const FOR_CONSENT = 'consent';

/**
 * Lets people's own reasons pass, and that of the consent for the process that follows it.
 *
 * @throws Refusal 422 `CONSENT_DECIDES`
 */
export function requireOwnReason(reason: string, { role }: Actor): void {
  if (reason !== FOR_CONSENT || role === 'process') return;
  throw ruleBroken(
    'CONSENT_DECIDES',
    {
      en: 'The consent itself holds the case, and lets it go on: record what the owner says of it',
      ja: '同意による保留は、同意の記録に応じて自動で設定・解除されます',
    },
    'reason',
  );
}
