import { read } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { nasilcHeadquarters } from '#reference-data';
import { consultant, consultantIdOf, earlierConsultantIdOf, type Consultant } from './consultant.ts';

/** The association somebody of NASILC acts for. */
export const associationIdOf = ({ officeId }: Actor): string => officeId ?? nasilcHeadquarters.id;

/** What a decision reads to know the standing of the consultant who takes it. */
export const memberReads = {
  member: read(consultant, (_: object, actor) => consultantIdOf(actor.userId, associationIdOf(actor))),
  earlierMember: read(consultant, (_: object, actor) => earlierConsultantIdOf(actor.userId)),
};

/**
 * Whether the caller is a verified member of the association they act for. The sign-in says which one that is, so what
 * another association has entered about them counts for nothing.
 */
export function isVerifiedMember(
  { member, earlierMember }: { readonly member: Consultant; readonly earlierMember: Consultant },
  actor: Actor,
): boolean {
  return [member, earlierMember].some(
    (entry) => entry.stage === 'active' && entry.associationId === associationIdOf(actor),
  );
}
