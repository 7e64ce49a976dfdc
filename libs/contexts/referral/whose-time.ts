import { office, officeStreamIdOf } from '#contexts/directory';
import { read } from '#platform/decider';
import { iescHeadquarters } from '#reference-data';
import type { ReferralCommand } from './referral-command.ts';

/** The office that has the referral; headquarters, while it is in triage. Its calendar counts for what it has to do. */
export const officeOfReferral = read(
  office,
  (_: ReferralCommand, _actor, { officeId }: { readonly officeId: string | null }) =>
    officeStreamIdOf(officeId ?? iescHeadquarters.id),
);

/** The association whose member made it: its calendar counts for what the consultant has to do. */
export const associationOfReferral = read(
  office,
  (_: ReferralCommand, _actor, { associationId }: { readonly associationId: string }) =>
    officeStreamIdOf(associationId),
);
