import { ConsultantVerified } from '#events/directory';
import { associations, decision, IsId } from '#contexts/kernel';
import { dayOf } from '#reference-data';
import { consultant } from './consultant.ts';

/** The association has checked the registration against the federation's roll: the consultant may refer clients. */
export class VerifyRegistration {
  @IsId() consultantId!: string;
}

export const verifyRegistration = decision(consultant, VerifyRegistration, {
  by: associations,
  from: ['applied'],
  emits: [ConsultantVerified],
  decide: (_, __, { now }) => [ConsultantVerified({ verifiedOn: dayOf(now) })],
});
