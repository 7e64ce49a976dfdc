import { inScope, type Parties, type RoleTable } from '#platform/access';
import type { Actor } from '#platform/event-store';
import type { Decision } from './decision.ts';

/**
 * The commands a person may issue on a thing as it stands: by role, by stage, by whose it is. Guards that need more
 * than that (a consent, a reason) can still refuse.
 */
export function availableActions(
  decisions: readonly Decision[],
  roles: RoleTable,
  thing: { readonly category: string; readonly stage: string; readonly parties: Parties | undefined },
  actor: Actor,
): readonly string[] {
  const role = roles.get(actor.role);
  if (!role) return [];
  return decisions
    .filter(
      ({ aggregate, by, from, openToAll }) =>
        aggregate.category === thing.category &&
        by.includes(actor.role) &&
        // What brings a thing into being is an action on what is not there yet, and none on what exists.
        from.includes('none') === (thing.stage === 'none') &&
        from.includes(thing.stage) &&
        (openToAll || thing.parties === undefined || inScope(actor, role, thing.parties)),
    )
    .map(({ name }) => name);
}
