import { ArrayMinSize, IsArray } from 'class-validator';
import { PersonalDataDisclosed } from '#events/consent';
import { decision, IsCode, IsId, MayBeAbsent, processes } from '#contexts/kernel';
import { dayOf } from '#reference-data';
import { consent } from './consent.ts';

/** Records that data crossed over under a consent (第三者提供記録, 個人情報保護法29条). */
export class RecordDisclosure {
  @IsId() consentId!: string;
  @IsCode() provider!: string;
  @IsCode() recipient!: string;
  /** Absent where all that the consent names crossed over. */
  @MayBeAbsent() @IsArray() @ArrayMinSize(1) @IsCode({ each: true }) items?: string[];
  /** The referral or case in which it happened. */
  @IsId() subjectOf!: string;
}

export const recordDisclosure = decision(consent, RecordDisclosure, {
  by: processes,
  // What crossed over while it held is put on record though it has ended since.
  from: ['given', 'withdrawn', 'expired'],
  emits: [PersonalDataDisclosed],
  decide: ({ provider, recipient, items, subjectOf }, state, { now }) => [
    PersonalDataDisclosed({
      provider,
      recipient,
      items: items ?? state.items,
      subjectOf,
      disclosedOn: dayOf(now),
    }),
  ],
});
