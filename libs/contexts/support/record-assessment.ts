import { NeedsAssessed } from '#events/support';
import { caseStaff, decision, IsCalendarDay, IsCode, IsFreeText } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { SupportCaseCommand } from './support-case-command.ts';
import { supportCase } from './support-case.ts';

/** The advisor has heard what the company needs (ヒアリング); the kind of support is settled. */
export class RecordAssessment extends SupportCaseCommand {
  @IsCode() kind!: string;
  @IsFreeText() summary!: string;
  @IsCalendarDay() assessedOn!: string;
}

export const recordAssessment = decision(supportCase, RecordAssessment, {
  by: caseStaff,
  from: ['contacted'],
  emits: [NeedsAssessed],
  decide: ({ kind, summary, assessedOn }, _, { now, policy }) => {
    policy.requireCode('supportKinds', kind, 'kind');
    if (assessedOn > dayOf(now)) {
      throw ruleBroken(
        'IN_THE_FUTURE',
        { en: 'The assessment cannot lie in the future', ja: '未来の日付は入力できません' },
        'assessedOn',
      );
    }
    return [NeedsAssessed({ kind, summary, assessedOn })];
  },
});
