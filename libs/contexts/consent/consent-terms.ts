import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray } from 'class-validator';
import type { Policy } from '#contexts/agreement';
import { IsCalendarDay, IsCode, IsFreeText, MayBeAbsent } from '#contexts/kernel';
import { ruleBroken } from '#platform/decider';

/** In which form the owner said it: an oral consent needs a witness (立会人). */
export abstract class ConsentForm {
  @IsCode() method!: string;
  /** Name of who gave it. */
  @IsFreeText(100) givenBy!: string;
  /** Name of who heard it; an oral consent needs one. */
  @MayBeAbsent() @IsFreeText(100) witness?: string;
  /** Where the evidence is kept. */
  @MayBeAbsent() @IsFreeText(300) evidence?: string;
}

/** What the owner consents to: which items, towards whom, how long. */
export abstract class ConsentTerms extends ConsentForm {
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(16) @ArrayUnique() @IsCode({ each: true }) items!: string[];
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(8) @ArrayUnique() @IsCode({ each: true }) recipients!: string[];
  /** First and last day it holds. */
  @IsCalendarDay() from!: string;
  @IsCalendarDay() until!: string;
}

/** @throws Refusal 422 `UNKNOWN_CODE`, `WITNESS_REQUIRED` */
export function requireForm({ method, witness }: ConsentForm, policy: Policy): void {
  policy.requireCode('consentMethods', method, 'method');
  if (method === 'oral' && witness === undefined) {
    throw ruleBroken(
      'WITNESS_REQUIRED',
      { en: 'An oral consent needs a witness', ja: '口頭の同意には立会人が必要です' },
      'witness',
    );
  }
}

/** @throws Refusal 422 `UNKNOWN_CODE`, `ENDS_BEFORE_IT_BEGINS`, `WITNESS_REQUIRED` */
export function requireTerms(terms: ConsentTerms, policy: Policy): void {
  policy.requireCodes('consentItems', terms.items, 'items');
  policy.requireCodes('consentRecipients', terms.recipients, 'recipients');
  if (terms.until < terms.from) {
    throw ruleBroken(
      'ENDS_BEFORE_IT_BEGINS',
      { en: 'The last day lies before the first', ja: '終了日が開始日より前です' },
      'until',
    );
  }
  requireForm(terms, policy);
}

/**
 * Lets pass codes that the consent held already.
 *
 * @throws Refusal 422 `WIDER_THAN_GIVEN`
 */
export function requirePart(path: string, left: readonly string[], given: readonly string[]): void {
  const index = left.findIndex((code) => !given.includes(code));
  if (index === -1) return;
  throw ruleBroken(
    'WIDER_THAN_GIVEN',
    { en: 'The consent does not hold this: it can only be narrowed', ja: '同意に含まれていません（縮小のみ可能です）' },
    `${path}[${index}]`,
  );
}
