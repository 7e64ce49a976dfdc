import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { ConsentNarrowed } from '#events/consent';
import { decision, IsCode, IsFreeText, IsId } from '#contexts/kernel';
import { requirePart } from './consent-terms.ts';
import { consentKeepers } from './consent-keepers.ts';
import { consent } from './consent.ts';

/** The owner leaves fewer items, or fewer recipients, in the consent. Neither can grow by it: for more, it is given again. */
export class NarrowConsent {
  @IsId() consentId!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(16) @ArrayUnique() @IsCode({ each: true }) items!: string[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) recipients!: string[];
  /** Name of the owner, or of who says it for them. */
  @IsFreeText(100) statedBy!: string;
}

export const narrowConsent = decision(consent, NarrowConsent, {
  by: consentKeepers,
  from: ['given'],
  emits: [ConsentNarrowed],
  decide: ({ items, recipients, statedBy }, state) => {
    requirePart('items', items, state.items);
    requirePart('recipients', recipients, state.recipients);
    const isAsItWas = items.length === state.items.length && recipients.length === state.recipients.length;
    return isAsItWas ? [] : [ConsentNarrowed({ clientId: state.clientId, items, recipients, statedBy })];
  },
});
