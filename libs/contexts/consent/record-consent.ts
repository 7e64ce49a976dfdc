import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import { ConsentGiven } from '#events/consent';
import { client, requireRegistered } from '#contexts/client';
import { decision, IsCalendarDay, IsCode, IsFreeText, IsId, IsNewId, MayBeAbsent, officeStaff } from '#contexts/kernel';
import { read, ruleBroken } from '#platform/decider';
import { nasilcHeadquarters } from '#reference-data';
import { consent } from './consent.ts';

/** Records the consent an owner gave: to what, for which purpose, towards whom, how long, in which form. */
export class RecordConsent {
  /** Chosen by the client, or made by the service. */
  @MayBeAbsent() @IsNewId() consentId?: string;
  @IsId() clientId!: string;
  @IsCode() purpose!: string;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(16) @ArrayUnique() @IsCode({ each: true }) items!: string[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) recipients!: string[];
  /** First and last day it holds. */
  @IsCalendarDay() from!: string;
  @IsCalendarDay() until!: string;
  @IsCode() method!: string;
  /** Name of who gave it. */
  @IsFreeText(100) givenBy!: string;
  /** Name of who heard it; an oral consent needs one. */
  @MayBeAbsent() @IsFreeText(100) witness?: string;
  /** Where the evidence is kept. */
  @MayBeAbsent() @IsFreeText(300) evidence?: string;
}

export const recordConsent = decision(consent, RecordConsent, {
  by: ['nasilc.consultant', ...officeStaff],
  from: ['none'],
  emits: [ConsentGiven],
  reads: { client: read(client, (command: RecordConsent) => command.clientId) },
  decide: (command, _, { actor, policy, reads }) => {
    requireRegistered(reads.client);
    policy.requireCode('consentPurposes', command.purpose, 'purpose');
    policy.requireCodes('consentItems', command.items, 'items');
    policy.requireCodes('consentRecipients', command.recipients, 'recipients');
    policy.requireCode('consentMethods', command.method, 'method');
    if (command.until < command.from) {
      throw ruleBroken(
        'ENDS_BEFORE_IT_BEGINS',
        { en: 'The last day lies before the first', ja: '終了日が開始日より前です' },
        'until',
      );
    }
    if (command.method === 'oral' && command.witness === undefined) {
      throw ruleBroken(
        'WITNESS_REQUIRED',
        { en: 'An oral consent needs a witness', ja: '口頭の同意には立会人が必要です' },
        'witness',
      );
    }
    return [
      ConsentGiven({
        clientId: command.clientId,
        purpose: command.purpose,
        items: command.items,
        recipients: command.recipients,
        from: command.from,
        until: command.until,
        method: command.method,
        givenBy: command.givenBy,
        witness: command.witness ?? null,
        evidence: command.evidence ?? null,
        recordedBy: actor.userId,
        recordedFor: actor.officeId ?? nasilcHeadquarters.id,
      }),
    ];
  },
});
