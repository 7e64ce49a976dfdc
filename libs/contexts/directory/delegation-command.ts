import { IsUserId, MayBeAbsent, officeStaff, type RoleName } from '#contexts/kernel';
import { Refusal } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { iescHeadquarters, nasilcHeadquarters } from '#reference-data';
import { delegationsIdOf } from './delegation.ts';
import { officeKeepers } from './kept-office.ts';

/** Who may be away: everybody with an office of their own; a consultant's authority is nobody else's. */
export const delegators = [
  ...officeStaff,
  'iesc.hq_coordinator',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
] as const satisfies readonly RoleName[];

/** A command about what somebody has delegated at the caller's office. */
export abstract class DelegationCommand {
  /** Whose authority it is; by default the caller's own. */
  @MayBeAbsent() @IsUserId() delegatorId?: string;
}

/** The office somebody acts for; who names none acts for headquarters. */
export const ownOfficeOf = ({ org, officeId }: Actor): string =>
  officeId ?? (org === 'iesc' ? iescHeadquarters.id : nasilcHeadquarters.id);

export const delegatorOf = ({ delegatorId }: DelegationCommand, { userId }: Actor): string => delegatorId ?? userId;

export const delegationsOf = (command: DelegationCommand, actor: Actor): string =>
  delegationsIdOf(delegatorOf(command, actor), ownOfficeOf(actor));

/**
 * Lets pass who speaks of their own authority, or looks after the office.
 *
 * @throws Refusal `NOT_YOUR_OWN`
 */
export function requireOwnOrKept(delegatorId: string, { userId, role }: Actor): void {
  if (delegatorId === userId || officeKeepers.some((one) => one === role)) return;
  throw new Refusal('forbidden', 'NOT_YOUR_OWN', {
    en: 'Only they themselves, or who looks after their office, may say so',
    ja: '本人または所属長のみ行えます',
  });
}
