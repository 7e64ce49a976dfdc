import { ReferralRouted } from '#events/referral';
import { office, officeStreamIdOf } from '#contexts/directory';
import { decision, IsCode, IsPrefecture, MayBeAbsent } from '#contexts/kernel';
import { conflict, read } from '#platform/decider';
import { iescHeadquarters, iescOfficeOf, type PrefectureCode } from '#reference-data';
import { requireInService } from './office-in-service.ts';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/**
 * Headquarters' triage finds the office of a referral whose prefecture was not known, or whose office is suspended
 * (`routing`).
 */
export class RouteReferral extends ReferralCommand {
  /** Where the establishment is. */
  @IsPrefecture() prefecture!: PrefectureCode;
  /** Another office than that prefecture's, while that one is suspended. */
  @MayBeAbsent() @IsCode() officeId?: string;
}

const takingOffice = ({ prefecture, officeId }: RouteReferral): string => officeId ?? iescOfficeOf(prefecture).id;

export const routeReferral = decision(referral, RouteReferral, {
  by: ['iesc.hq_coordinator'],
  from: ['submitted'],
  emits: [ReferralRouted],
  reads: { target: read(office, (command: RouteReferral) => officeStreamIdOf(takingOffice(command))) },
  decide: (command, state, { reads }) => {
    const officeId = takingOffice(command);
    if (state.officeId === officeId) return [];
    if (state.officeId !== null && state.officeId !== iescHeadquarters.id) {
      throw conflict('OFFICE_KNOWN', {
        en: 'The referral has an office already',
        ja: '担当事務所は既に決まっています',
      });
    }
    requireInService(officeId, reads.target);
    return [ReferralRouted({ officeId, prefecture: command.prefecture })];
  },
});
