import type { Actor } from '#platform/event-store';

/** The address of whoever holds a role at an office; that of a person is their user id. */
export const postOf = (officeId: string, role: string): string => `${role}@${officeId}`;

/** What an actor is addressed by: as the person they are, and as who holds their role at their office. */
export function addressesOf({ userId, officeId, role }: Actor): readonly string[] {
  return officeId === null ? [userId] : [userId, postOf(officeId, role)];
}
