import { policyBook } from '#contexts/agreement';
import { roles, type RoleName } from '#contexts/kernel';
import * as contract from '#events';
import { EventRegistry } from '#platform/event-schema';
import type { Actor } from '#platform/event-store';
import { decisionSpecs } from '#platform/testing/decisions';
import { contextOf } from './context-of.ts';

/** Thursday, 2025-11-06, 10:15 in Tokyo. */
export const NOW = '2025-11-06T01:15:00.000Z';

/** The grammar of decisions' specs, over all events of the programme. */
export const { given } = decisionSpecs({
  registry: new EventRegistry(Object.values(contract)),
  policies: policyBook,
  roles,
  decisionsOn: async (category) => (await contextOf(category)).decisions,
  now: NOW,
});

/** A fictional person in a role; of Shizuoka unless another office is named. */
export function actor(role: RoleName, officeId?: string | null, userId?: string): Actor {
  const { org } = roles.get(role)!;
  const office = officeId === undefined ? (org === 'iesc' || org === 'nasilc' ? `${org}-22` : null) : officeId;
  return { userId: userId ?? `${role.replace('.', '-')}-1`, org, officeId: office, role };
}
