import { AuthorityDelegated, DelegationEnded } from '#events/directory';
import { delegationsIdOf } from './delegation.ts';

/** A delegation of an advisor of Shizuoka to a colleague, as specs tell it. */
export const delegationId = '0b6c1d9e-43a1-4c57-9b1f-0000000000d1';
export const delegated = {
  delegationId,
  delegatorId: 'advisor-22',
  delegateId: 'advisor-22-2',
  officeId: 'iesc-22',
  from: '2025-11-10',
  until: '2025-11-14',
  reason: 'leave',
};
export const delegationsId = delegationsIdOf('advisor-22', 'iesc-22');
export const authorityDelegated = AuthorityDelegated(delegated);
export const delegationEnded = (how: string) =>
  DelegationEnded({ delegationId, delegatorId: 'advisor-22', delegateId: 'advisor-22-2', officeId: 'iesc-22', how });
