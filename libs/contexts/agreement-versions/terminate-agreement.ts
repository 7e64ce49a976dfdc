import { AgreementTerminated } from '#events/agreement';
import { decision, IsCalendarDay, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';
import { dayOf } from '#reference-data';
import { anotherComesLater, signatories, VersionCommand } from './agreement-changes.ts';
import { agreementVersions, agreementVersionsId } from './agreement-versions.ts';
import { policiesWith } from './logged-policy-book.ts';

/**
 * The agreement ends (協定の終了): from a day on nothing new is begun under it. What has begun ends under the version that it
 * began under.
 */
export class TerminateAgreement extends VersionCommand {
  /** The first day on which it is in force no more; tomorrow at the earliest. */
  @IsCalendarDay() from!: string;
  @MayBeAbsent() @IsFreeText() message?: string;
}

export const terminateAgreement = decision(agreementVersions, TerminateAgreement, {
  by: signatories,
  from: ['open'],
  emits: [AgreementTerminated],
  idOf: () => agreementVersionsId,
  decide: ({ version, from, message }, { recorded, ended }, { now }) => {
    const last = policiesWith(recorded, ended).at(-1)!;
    if (version !== last.version) throw notTheLast(last.version);
    if (from <= dayOf(now)) throw notBeforeTomorrow();
    if (from <= last.inForceFrom) throw anotherComesLater(last, 'from');
    return [AgreementTerminated({ version, terminatedFrom: from, message: message ?? null })];
  },
});

function notTheLast(last: string) {
  return ruleBroken(
    'NOT_THE_LAST_VERSION',
    { en: `The agreement ends with its last version, ${last}`, ja: `終了できるのは最新の版（${last}）です` },
    'version',
  );
}

function notBeforeTomorrow() {
  return ruleBroken(
    'NOT_BEFORE_TOMORROW',
    {
      en: 'An agreement ends tomorrow at the earliest: what is done today is done under what holds today',
      ja: '終了日は翌日以降の日付を指定してください',
    },
    'from',
  );
}
