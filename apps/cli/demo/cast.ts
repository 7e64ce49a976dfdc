import { corporateNumberCheckDigit } from '#reference-data';

/** Who the story is about. All names and numbers are fictional. */
export interface Cast {
  readonly prefecture: string;
  readonly corporateNumber: string;
  readonly company: string;
  readonly kana: string;
  readonly owner: string;
  readonly consultant: string;
  readonly consultantNumber: string;
  readonly workers: readonly string[];
}

/** 株式会社浜名精工 of Shizuoka and its consultant. */
export const hamana: Cast = {
  prefecture: '22',
  corporateNumber: '7999901000001',
  company: '株式会社浜名精工',
  kana: 'ハマナセイコウ',
  owner: '浜名 宏',
  consultant: '大石 美咲',
  consultantNumber: '22180042',
  workers: ['望月 隆', '山下 翔太'],
};

/**
 * The same story about a company of another number, for a server that has been played on before. Numbers whose base
 * begins with 9999 are of no registry office, hence of no real company.
 */
export function withFreshNumber(cast: Cast, random: () => number): Cast {
  const base = `9999${String(Math.floor(random() * 1e8)).padStart(8, '0')}`;
  return { ...cast, corporateNumber: `${corporateNumberCheckDigit(base)}${base}` };
}
