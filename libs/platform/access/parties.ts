import type { Actor } from '#platform/event-store';
import type { RoleDefinition } from './role.ts';

/** To whom a thing belongs: offices or associations, persons by user id, and whose headquarters it is. */
export interface Parties {
  readonly offices: readonly string[];
  readonly persons: readonly string[];
  /** Organisations whose people it is within reach of, where not of everybody's whose role reaches everything. */
  readonly organisations?: readonly string[];
}

/**
 * Whether a thing lies within the reach of an actor's role. Anything outside is answered as not found, not as
 * forbidden, so that nobody learns that it exists.
 */
export function inScope(actor: Actor, role: RoleDefinition, parties: Parties): boolean {
  if (actor.role !== role.name || actor.org !== role.org) return false;
  switch (role.scope) {
    case 'everything':
      // The service's own processes act for no organisation.
      return role.signIn === false || (parties.organisations?.includes(actor.org) ?? true);
    case 'office':
      return actor.officeId !== null && parties.offices.includes(actor.officeId);
    case 'person':
      return parties.persons.includes(actor.userId);
    default:
      return role.scope satisfies never;
  }
}
