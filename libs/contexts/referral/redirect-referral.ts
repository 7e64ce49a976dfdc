import { ReferralRedirected } from '#events/referral';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, intake, IsCode, IsFreeText } from '#contexts/kernel';
import { conflict, read, ruleBroken } from '#platform/decider';
import { dueAt, iescHeadquarters, officeById } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { onItsWayStages, referral } from './referral.ts';

/**
 * The office asks another one to take the referral (回送). It stays with the first until the other accepts it: one such
 * question at a time, and the time to decide runs on.
 */
export class RedirectReferral extends ReferralCommand {
  /** The office that is to take it. */
  @IsCode() officeId!: string;
  @IsCode() reason!: string;
  @IsFreeText() message!: string;
}

export const redirectReferral = decision(referral, RedirectReferral, {
  by: [...intake, 'iesc.hq_coordinator'],
  from: onItsWayStages,
  emits: [ReferralRedirected],
  reads: { target: read(office, ({ officeId }: RedirectReferral) => officeStreamIdOf(officeId)) },
  decide: ({ officeId: to, reason, message }, { officeId }, { now, policy, reads }) => {
    policy.requireReason('redirect', reason);
    const from = officeId ?? iescHeadquarters.id;
    if (officeById(to)?.organisation !== 'iesc') throw unknownOffice();
    if (to === from) throw itsOwnOffice();
    if (reads.target.stage === 'suspended') throw suspended();
    return [ReferralRedirected({ reason, message, from, to, answerBy: dueAt(now, policy.deadlines.answerRedirect) })];
  },
});

function unknownOffice() {
  return ruleBroken(
    'UNKNOWN_OFFICE',
    { en: 'There is no such office of IESC', ja: '該当する事務所がありません' },
    'officeId',
  );
}

function itsOwnOffice() {
  return ruleBroken(
    'SAME_OFFICE',
    { en: 'The office has the referral already', ja: '既にその事務所が担当しています' },
    'officeId',
  );
}

function suspended() {
  return conflict('OFFICE_SUSPENDED', {
    en: 'The office is suspended: ask another one',
    ja: 'その事務所は業務を停止しています。別の事務所を指定してください',
  });
}
