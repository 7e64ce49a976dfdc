import { AdvisorReassigned } from '#events/support';
import { decision, intake, IsCode, IsFreeText, IsUserId, MayBeAbsent } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** A case that has an advisor (担当) is given to another one, for a reason; also while it is on hold. */
export class ReassignAdvisor extends SupportCaseCommand {
  @IsUserId() advisorId!: string;
  @IsCode() reason!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const reassignAdvisor = decision(supportCase, ReassignAdvisor, {
  by: intake,
  from: ['assigned', 'contacted', 'assessed', 'established', 'not_established', 'on_hold'],
  emits: [AdvisorReassigned],
  decide: ({ advisorId, reason, message }, state, { policy }) => {
    policy.requireReason('reassign', reason);
    const inHand = state.stage === 'on_hold' ? state.before : state;
    if (!('advisorId' in inHand)) {
      throw conflict('NO_ADVISOR', {
        en: 'Nobody has the case yet: assign it',
        ja: '担当者がまだ決まっていません。割り当ててください',
      });
    }
    const { advisorId: before } = inHand;
    return advisorId === before ? [] : [AdvisorReassigned({ advisorId, before, reason, message: message ?? null })];
  },
});
