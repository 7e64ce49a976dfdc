import { AdvisorReassigned } from '#events/support';
import { requireOfTheOffice, staffMember, staffMemberIn } from '#contexts/directory';
import { caseStaff, decision, intake, IsCode, IsFreeText, IsUserId, MayBeAbsent } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
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
  reads: { advisor: read(staffMember, staffMemberIn('advisorId')) },
  decide: ({ advisorId, reason, message }, state, { policy, reads: { advisor } }) => {
    policy.requireReason('reassign', reason);
    requireOfTheOffice(advisor, state.officeId, 'advisorId', caseStaff);
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
