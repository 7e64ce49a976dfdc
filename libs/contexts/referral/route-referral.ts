import { ReferralRouted } from '#events/referral';
import { decision, IsPrefecture } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { iescOfficeOf, type PrefectureCode } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** Headquarters' triage finds the office of a referral whose prefecture was not known. */
export class RouteReferral extends ReferralCommand {
  @IsPrefecture() prefecture!: PrefectureCode;
}

export const routeReferral = decision(referral, RouteReferral, {
  by: ['iesc.hq_coordinator'],
  from: ['submitted'],
  emits: [ReferralRouted],
  decide: (command, state) => {
    const officeId = iescOfficeOf(command.prefecture).id;
    if (state.officeId === officeId) return [];
    if (state.officeId !== null) {
      throw conflict('OFFICE_KNOWN', {
        en: 'The referral has an office already',
        ja: '担当事務所は既に決まっています',
      });
    }
    return [ReferralRouted({ officeId, prefecture: command.prefecture })];
  },
});
