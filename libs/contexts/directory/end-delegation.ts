import { DelegationEnded } from '#events/directory';
import { decision, IsCode, IsId, IsUserId, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { dayOf } from '#reference-data';
import { delegations, delegationsIdOf } from './delegation.ts';

/** The last day of a delegation is over in Tokyo (`delegation-end`). */
export class EndDelegation {
  @IsUserId() delegatorId!: string;
  @IsCode() officeId!: string;
  @IsId() delegationId!: string;
}

export const endDelegation = decision(delegations, EndDelegation, {
  by: processes,
  from: ['known'],
  emits: [DelegationEnded],
  idOf: ({ delegatorId, officeId }) => delegationsIdOf(delegatorId, officeId),
  decide: ({ delegationId }, { delegatorId, officeId, open }, { now }) => {
    const ending = open.find((one) => one.delegationId === delegationId);
    // Revoked while the timer was on its way: it has ended, which is all that was asked for.
    if (!ending) return [];
    if (dayOf(now) <= ending.until) throw stillRunning(ending.until);
    return [DelegationEnded({ delegationId, delegatorId, delegateId: ending.delegateId, officeId, how: 'expired' })];
  },
});

function stillRunning(until: string) {
  return conflict('STILL_DELEGATED', {
    en: `It is delegated until the end of ${until}`,
    ja: `${until} まで委任中です`,
  });
}
