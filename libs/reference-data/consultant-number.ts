import { bareNumber } from './hyphens.ts';
import { isPrefectureCode, type PrefectureCode } from './prefectures.ts';

/** A consultant's (社労士) registration number taken apart; it has no check digit. */
export interface ConsultantNumber {
  /** The eight digits, as stored. */
  readonly number: string;
  /** Prefecture of the registration, which need not be today's. */
  readonly prefecture: PrefectureCode;
  /** Last two digits of the western year of registration. */
  readonly yearOfRegistration: string;
  readonly serial: string;
}

/** Reads a registration number as people write it; undefined when it is none. */
export function parseConsultantNumber(text: string): ConsultantNumber | undefined {
  const number = bareNumber(text);
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(number);
  const [, prefecture = '', yearOfRegistration = '', serial = ''] = match ?? [];
  return isPrefectureCode(prefecture) ? { number, prefecture, yearOfRegistration, serial } : undefined;
}

/** Whether a text is a registration number as stored: eight ASCII digits, the first two a prefecture. */
export const isConsultantNumber = (text: string): boolean => /^(0[1-9]|[1-3]\d|4[0-7])\d{6}$/.test(text);
