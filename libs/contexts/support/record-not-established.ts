import { CaseNotEstablished } from '#events/support';
import type { Policy } from '#contexts/agreement';
import { caseStaff, decision, IsCode, IsFreeText } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { businessDaysAfter, dayOf } from '#reference-data';
import { SupportCaseCommand } from './support-case-command.ts';
import { requireInHand } from './in-hand.ts';
import { supportCase } from './support-case.ts';

/** Nothing came about (不成立): a coded reason and a message. */
export class RecordNotEstablished extends SupportCaseCommand {
  @IsCode() reason!: string;
  @IsFreeText() message!: string;
}

export const recordNotEstablished = decision(supportCase, RecordNotEstablished, {
  by: caseStaff,
  from: ['assigned', 'contacted', 'assessed', 'on_hold'],
  emits: [CaseNotEstablished],
  decide: ({ reason, message }, state, { policy }) => {
    policy.requireReason('notEstablished', reason);
    const { attempts } = requireInHand(state);
    if (reason === 'no_contact') requireAttempts(attempts, policy);
    return [CaseNotEstablished({ reason, message })];
  },
});

/** An owner counts as unreachable only after so many attempts, over so many business days. */
function requireAttempts(attempts: readonly string[], { limits }: Policy): void {
  const { contactAttempts, contactAttemptsOverBusinessDays } = limits;
  const [first, last] = [attempts[0], attempts.at(-1)];
  const span = first === undefined || last === undefined ? 0 : businessDaysAfter(dayOf(first), dayOf(last));
  if (attempts.length >= contactAttempts && span >= contactAttemptsOverBusinessDays) return;
  throw conflict('TOO_FEW_CONTACT_ATTEMPTS', {
    en: `No contact takes ${contactAttempts} attempts over ${contactAttemptsOverBusinessDays} business days`,
    ja: `「連絡が取れない」とするには、${contactAttemptsOverBusinessDays}営業日以上にわたる${contactAttempts}回以上の連絡が必要です`,
  });
}
