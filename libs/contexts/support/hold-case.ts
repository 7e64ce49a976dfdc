import { CaseHeld } from '#events/support';
import { caseStaff, decision, IsCalendarDay, IsCode, IsFreeText, MayBeAbsent, processes } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { requireOwnReason } from './held-for-consent.ts';
import { SupportCaseCommand } from './support-case-command.ts';
import { openStages, supportCase } from './support-case.ts';

/** The case is put on hold (保留), for one reason more: it goes on when none of them is left. */
export class HoldCase extends SupportCaseCommand {
  @IsCode() reason!: string;
  /** Last day of the hold for this reason. */
  @MayBeAbsent() @IsCalendarDay() until?: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const holdCase = decision(supportCase, HoldCase, {
  by: [...caseStaff, ...processes],
  from: [...openStages, 'on_hold'],
  emits: [CaseHeld],
  decide: ({ reason, until, message }, state, { actor, now, policy }) => {
    policy.requireReason('hold', reason);
    requireOwnReason(reason, actor);
    if (until !== undefined && until < dayOf(now)) {
      throw ruleBroken(
        'HELD_INTO_THE_PAST',
        { en: 'The last day of the hold is past', ja: '保留の期限が過去の日付です' },
        'until',
      );
    }
    if (state.stage === 'on_hold' && state.reasons.includes(reason)) return [];
    return [CaseHeld({ reason, until: until ?? null, message: message ?? null })];
  },
});
