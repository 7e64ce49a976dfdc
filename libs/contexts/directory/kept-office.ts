import { roles, type RoleName } from '#contexts/kernel';
import { notFound } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { officeById, type Office } from '#reference-data';

/** Who looks after what concerns an office itself: its manager or liaison, and its organisation's headquarters. */
export const officeKeepers = [
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
] as const satisfies readonly RoleName[];

/**
 * The office with an id, as far as it is in the caller's keeping: their own, or any of the organisation whose headquarters
 * they speak for. An office is there before its first event, so its stream alone cannot say whose it is.
 *
 * @throws Refusal `NOT_FOUND` where there is none, or it is in another's keeping
 */
export function requireKept(officeId: string, { org, role, officeId: own }: Actor): Office {
  const office = officeById(officeId);
  const isWithinReach = officeId === own || roles.get(role)?.scope === 'everything';
  if (office?.organisation !== org || !isWithinReach) throw notFound();
  return office;
}
