import { deeplyFrozen } from './frozen.ts';
import type { Labels } from './labels.ts';

/**
 * Japan Standard Industrial Classification, 14th revision (2023-07): division, Japanese name, English name, first and
 * last two-digit major group. The groups run from 01 to 99 without a gap.
 */
const table = [
  ['A', '農業、林業', 'Agriculture and Forestry', 1, 2],
  ['B', '漁業', 'Fisheries', 3, 4],
  ['C', '鉱業、採石業、砂利採取業', 'Mining and Quarrying of Stone and Gravel', 5, 5],
  ['D', '建設業', 'Construction', 6, 8],
  ['E', '製造業', 'Manufacturing', 9, 32],
  ['F', '電気・ガス・熱供給・水道業', 'Electricity, Gas, Heat Supply and Water', 33, 36],
  ['G', '情報通信業', 'Information and Communications', 37, 41],
  ['H', '運輸業、郵便業', 'Transport and Postal Services', 42, 49],
  ['I', '卸売業、小売業', 'Wholesale and Retail Trade', 50, 61],
  ['J', '金融業、保険業', 'Finance and Insurance', 62, 67],
  ['K', '不動産業、物品賃貸業', 'Real Estate and Goods Rental and Leasing', 68, 70],
  ['L', '学術研究、専門・技術サービス業', 'Scientific Research, Professional and Technical Services', 71, 74],
  ['M', '宿泊業、飲食サービス業', 'Accommodations, Eating and Drinking Services', 75, 77],
  ['N', '生活関連サービス業、娯楽業', 'Living-related and Personal Services and Amusement Services', 78, 80],
  ['O', '教育、学習支援業', 'Education, Learning Support', 81, 82],
  ['P', '医療、福祉', 'Medical, Health Care and Welfare', 83, 85],
  ['Q', '複合サービス事業', 'Compound Services', 86, 87],
  ['R', 'サービス業（他に分類されないもの）', 'Services, N.E.C.', 88, 96],
  ['S', '公務（他に分類されるものを除く）', 'Government, Except Elsewhere Classified', 97, 98],
  ['T', '分類不能の産業', 'Industries Unable to Classify', 99, 99],
] as const;

/** A major division of the classification, `'A'` to `'T'`. */
export type IndustryDivision = (typeof table)[number][0];

export interface Industry {
  readonly division: IndustryDivision;
  readonly labels: Labels;
  /** First and last two-digit major group of the division, both inclusive. */
  readonly majorGroups: readonly [first: number, last: number];
}

/** The 20 major divisions in order. */
export const industries: readonly Industry[] = deeplyFrozen(
  table.map(([division, ja, en, first, last]) => ({
    division,
    labels: { ja, en },
    majorGroups: [first, last] as const,
  })),
);

const byDivision: ReadonlyMap<string, Industry> = new Map(industries.map((industry) => [industry.division, industry]));

export const isIndustryDivision = (text: string): text is IndustryDivision => byDivision.has(text);

/** The division's names and groups. Throws `RangeError` for anything but `'A'` to `'T'`, which the type excludes. */
export function industryOf(division: IndustryDivision): Industry {
  const industry = byDivision.get(division);
  if (industry === undefined) throw new RangeError(`no major division has the letter ${String(division)}`);
  return industry;
}

/** An industry code taken apart: its division and its digits, none to four of them. */
export interface IndustryCode {
  readonly division: IndustryDivision;
  /** `''`, or two (major group), three (group) or four digits (detail), e.g. `'31'`. */
  readonly digits: string;
}

/**
 * Reads an industry code: a division letter alone (`E`) or with two to four digits (`E31`, `N791`, `G3911`).
 * Returns undefined when the form is wrong or the digits lie outside the division (`E50`).
 */
export function parseIndustryCode(text: string): IndustryCode | undefined {
  const match = /^([A-T])(\d{2,4})?$/.exec(text);
  const [, division = '', digits = ''] = match ?? [];
  if (!isIndustryDivision(division)) return undefined;
  if (digits === '') return { division, digits };
  const major = Number(digits.slice(0, 2));
  const [first, last] = industryOf(division).majorGroups;
  return first <= major && major <= last ? { division, digits } : undefined;
}
