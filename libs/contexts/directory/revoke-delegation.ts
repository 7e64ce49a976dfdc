import { DelegationEnded } from '#events/directory';
import { decision, IsId } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { delegationsOf, DelegationCommand, delegatorOf, delegators, requireOwnOrKept } from './delegation-command.ts';
import { delegations } from './delegation.ts';

/** Who was away is back earlier, or another is to stand in (委任の取消). */
export class RevokeDelegation extends DelegationCommand {
  @IsId() delegationId!: string;
}

export const revokeDelegation = decision(delegations, RevokeDelegation, {
  by: delegators,
  from: ['known'],
  emits: [DelegationEnded],
  idOf: delegationsOf,
  decide: (command, { officeId, open }, { actor }) => {
    const delegatorId = delegatorOf(command, actor);
    requireOwnOrKept(delegatorId, actor);
    const { delegationId } = command;
    const ending = open.find((one) => one.delegationId === delegationId);
    if (!ending) throw noneOpen();
    return [DelegationEnded({ delegationId, delegatorId, delegateId: ending.delegateId, officeId, how: 'revoked' })];
  },
});

function noneOpen() {
  return conflict('NOT_DELEGATED', {
    en: 'There is no such delegation, or it has ended',
    ja: '該当する委任はないか、終了しています',
  });
}
