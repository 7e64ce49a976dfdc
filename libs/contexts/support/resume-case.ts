import { CaseResumed } from '#events/support';
import { caseStaff, decision, IsCode, processes } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { requireOwnReason } from './held-for-consent.ts';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** A reason for the hold is gone; with the last of them the case goes on where it was. */
export class ResumeCase extends SupportCaseCommand {
  @IsCode() reason!: string;
}

export const resumeCase = decision(supportCase, ResumeCase, {
  by: [...caseStaff, ...processes],
  from: ['on_hold'],
  emits: [CaseResumed],
  decide: ({ reason }, { before, reasons }, { actor }) => {
    requireOwnReason(reason, actor);
    if (!reasons.includes(reason)) {
      throw conflict('NOT_HELD_FOR_IT', {
        en: `The case is held for: ${reasons.join(', ')}`,
        ja: `保留の理由: ${reasons.join('、')}`,
      });
    }
    return [CaseResumed({ reason, stage: reasons.length > 1 ? 'on_hold' : before.stage })];
  },
});
