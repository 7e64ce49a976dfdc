import { ReferralRouted } from '#events/referral';
import { decision, processes } from '#contexts/kernel';
import { iescHeadquarters, officeById } from '#reference-data';
import { ReferralCommand } from './referral-command.ts';
import { referral } from './referral.ts';

/** The office of a referral that nobody has acknowledged is suspended: headquarters' triage finds another (`routing`). */
export class BringToTriage extends ReferralCommand {}

export const bringToTriage = decision(referral, BringToTriage, {
  by: processes,
  from: ['submitted'],
  emits: [ReferralRouted],
  decide: (_, { officeId, prefecture: known }) => {
    const { id } = iescHeadquarters;
    const prefecture = known ?? (officeId === null ? null : (officeById(officeId)?.prefecture ?? null));
    return officeId === id || prefecture === null ? [] : [ReferralRouted({ officeId: id, prefecture })];
  },
});
