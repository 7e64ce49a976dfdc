import type { OfficeStanding } from '#contexts/directory';
import { conflict, ruleBroken } from '#platform/decider';
import { officeById } from '#reference-data';

/**
 * Lets pass an office of IESC that can be given a referral: there is one, and it is not suspended.
 *
 * @throws Refusal 422 `UNKNOWN_OFFICE` at `officeId`, 409 `OFFICE_SUSPENDED`
 */
export function requireInService(officeId: string, standing: OfficeStanding): void {
  if (officeById(officeId)?.organisation !== 'iesc') throw unknownOffice();
  if (standing.stage === 'suspended') throw suspended();
}

function unknownOffice() {
  return ruleBroken(
    'UNKNOWN_OFFICE',
    { en: 'There is no such office of IESC', ja: '該当する事務所がありません' },
    'officeId',
  );
}

function suspended() {
  return conflict('OFFICE_SUSPENDED', {
    en: 'The office is suspended: ask another one',
    ja: 'その事務所は業務を停止しています。別の事務所を指定してください',
  });
}
