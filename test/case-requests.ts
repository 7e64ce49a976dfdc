import { systemClock } from '#platform/clock';
import { addDays, corporateNumberCheckDigit, dayOf } from '#reference-data';

/** Bodies of the commands that lead to a referral, of fictional companies told apart by a number. */

export function consultantBody(userId: string, number: number) {
  return { userId, registrationNumber: `2218${padded(number, 4)}`, name: '大石 美咲', practice: 'own_office' };
}

/** @param number below 10^9: its digits become the company's corporate number */
export function clientBody(number: number) {
  const base = `999${padded(number, 9)}`;
  return {
    corporateNumber: `${corporateNumberCheckDigit(base)}${base}`,
    name: `株式会社見本製作所 第${number}`,
    kana: 'ミホンセイサクショ',
    industry: 'E',
    capitalYen: 48_000_000,
    regularEmployees: 86,
    owner: { name: '見本 宏', phone: '0530000000' },
    establishments: [{ name: '本社工場', address: '静岡県浜松市', prefecture: '22' }],
  };
}

export function consentBody(clientId: string) {
  const today = dayOf(systemClock.now());
  return {
    clientId,
    purpose: 'referral',
    items: ['company_identity', 'contact'],
    recipients: ['iesc'],
    from: addDays(today, -1),
    until: addDays(today, 180),
    method: 'written',
    givenBy: '見本 宏',
  };
}

export function referralBody(of: {
  readonly clientId: string;
  readonly establishmentId: string;
  readonly consentId: string;
}) {
  return {
    ...of,
    circumstances: ['TEMPORARY_OVERSTAFFING'],
    backgrounds: ['orders'],
    backgroundText: '受注が前年比18%減り、春までは戻らない見込み',
    urgency: 'normal',
    ownersWish: '雇用を維持したまま、3か月ほど従業員を送り出したい',
  };
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
