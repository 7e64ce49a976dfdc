import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsObject, ValidateNested } from 'class-validator';
import { GrantQuestionRaised, VisitConducted } from '#events/consultation';
import { client, requireRegistered } from '#contexts/client';
import { caseStaff, decision, IsCalendarDay, IsCode, IsFreeText, IsId, MayBeAbsent, IsNewId } from '#contexts/kernel';
import { supportCase } from '#contexts/support';
import { read, ruleBroken } from '#platform/decider';
import { dayOf, daysBetween, grantOf, iescHeadquarters, officeById } from '#reference-data';
import { siteVisit } from './site-visit.ts';

/** What the owner asked about grants during a visit. */
export class GrantQuestionInput {
  /** Codes of the grant catalogue; none where the owner asked about grants in general. */
  @IsArray() @ArrayMaxSize(16) @ArrayUnique() @IsCode({ each: true }) topics!: string[];
  @MayBeAbsent() @IsFreeText() text?: string;
}

/** An advisor records that a client was visited (訪問), and whether the owner asked about grants there. */
export class RecordVisit {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() visitId?: string;
  @IsId() clientId!: string;
  /** The support case the visit belongs to; absent where there is none. */
  @MayBeAbsent() @IsId() caseId?: string;
  @IsCalendarDay() visitedOn!: string;
  @MayBeAbsent() @IsFreeText() participants?: string;
  @IsFreeText() notes!: string;
  /** Absent when the owner did not ask about grants. */
  @MayBeAbsent() @IsObject() @ValidateNested() @Type(() => GrantQuestionInput) grantQuestion?: GrantQuestionInput;
}

export const recordVisit = decision(siteVisit, RecordVisit, {
  by: caseStaff,
  from: ['none'],
  emits: [VisitConducted, GrantQuestionRaised],
  reads: {
    client: read(client, (command: RecordVisit) => command.clientId),
    supportCase: read(supportCase, (command: RecordVisit) => command.caseId),
  },
  joins: 'supportCase',
  within: ['supportCase'],
  decide: (command, _, { actor, now, policy, reads }) => {
    const { clientId, visitedOn, grantQuestion } = command;
    requireRegistered(reads.client);
    if (reads.supportCase.stage !== 'none' && reads.supportCase.clientId !== clientId) throw caseOfAnother();
    const daysAgo = daysBetween(visitedOn, dayOf(now));
    if (daysAgo < 0) throw notYetHeld();
    if (daysAgo > policy.limits.lateEntryDays) throw tooLate(policy.limits.lateEntryDays);
    const unknown = grantQuestion?.topics.findIndex((code) => grantOf(code) === undefined) ?? -1;
    if (unknown >= 0) throw unknownGrant(`grantQuestion.topics[${unknown}]`);
    const officeId = actor.officeId ?? iescHeadquarters.id;
    const visit = VisitConducted({
      clientId,
      caseId: command.caseId ?? null,
      officeId,
      prefecture: officeById(officeId)?.prefecture ?? null,
      advisorId: actor.userId,
      visitedOn,
      participants: command.participants ?? null,
      notes: command.notes,
    });
    if (!grantQuestion) return [visit];
    const { topics, text } = grantQuestion;
    return [visit, GrantQuestionRaised({ clientId, topics, question: text ?? null })];
  },
});

function caseOfAnother() {
  return ruleBroken(
    'CASE_OF_ANOTHER_CLIENT',
    { en: 'The support case is another client’s', ja: 'この支援案件は別の企業のものです' },
    'caseId',
  );
}

function notYetHeld() {
  return ruleBroken('IN_THE_FUTURE', { en: 'The day has not come yet', ja: '未来の日付です' }, 'visitedOn');
}

function tooLate(days: number) {
  return ruleBroken(
    'ENTERED_TOO_LATE',
    { en: `It may be entered up to ${days} days afterwards`, ja: `入力できるのは${days}日以内です` },
    'visitedOn',
  );
}

function unknownGrant(path: string) {
  return ruleBroken(
    'UNKNOWN_GRANT',
    { en: 'The grant catalogue has no such code', ja: '助成金一覧にないコードです' },
    path,
  );
}
