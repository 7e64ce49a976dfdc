import type { Actor } from '#platform/event-store';
import { Problem, type BilingualText } from '#platform/http';
import type { RoleName } from '#contexts/kernel';

/** Lets those of a role pass. @throws Problem 403 `ROLE_NOT_ALLOWED`, saying for whom it is */
export function requireRole({ role }: Actor, allowed: readonly RoleName[], detail: BilingualText): void {
  if (!(allowed as readonly string[]).includes(role))
    throw new Problem({ status: 403, code: 'ROLE_NOT_ALLOWED', detail });
}
