import { ContactAttempted } from '#events/support';
import { caseStaff, decision, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** The advisor tried to reach the owner and did not speak to them. */
export class RecordContactAttempt extends SupportCaseCommand {
  @IsCode() channel!: string;
  @IsCode() result!: string;
  @MayBeAbsent() @IsFreeText() note?: string;
}

export const recordContactAttempt = decision(supportCase, RecordContactAttempt, {
  by: caseStaff,
  from: ['assigned', 'contacted', 'assessed'],
  emits: [ContactAttempted],
  decide: ({ channel, result, note }, _, { now, policy }) => {
    policy.requireCode('contactChannels', channel, 'channel');
    policy.requireCode('contactResults', result, 'result');
    return [ContactAttempted({ channel, result, note: note ?? null, attemptedAt: now })];
  },
});
