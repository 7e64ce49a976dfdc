import { deeplyFrozen } from './frozen.ts';
import type { Labels } from './labels.ts';
import { prefectures, type Prefecture, type PrefectureCode } from './prefectures.ts';

export type Organisation = 'iesc' | 'nasilc';

/** An office of IESC (ジョブ産雇) or a body of NASILC (全国社労士会): both have headquarters and one for each prefecture. */
export interface Office {
  /** Stable: `iesc-hq`, `iesc-22`, `nasilc-hq`, `nasilc-22`. */
  readonly id: string;
  readonly organisation: Organisation;
  readonly kind: 'headquarters' | 'office' | 'association';
  /** The prefecture it is there for; null for headquarters, which are there for all. */
  readonly prefecture: PrefectureCode | null;
  readonly labels: Labels;
}

/** 静岡県 → 静岡, 東京都 → 東京, 京都府 → 京都; 北海道 stays. */
const shortName = ({ labels }: Prefecture): string => labels.ja.replace(/[都府県]$/u, '');

export const iescHeadquarters: Office = deeplyFrozen({
  id: 'iesc-hq',
  organisation: 'iesc',
  kind: 'headquarters',
  prefecture: null,
  labels: {
    ja: '公益財団法人産業雇用安定センター 本部',
    en: 'Industrial Employment Stability Center, Headquarters',
  },
});

export const nasilcHeadquarters: Office = deeplyFrozen({
  id: 'nasilc-hq',
  organisation: 'nasilc',
  kind: 'headquarters',
  prefecture: null,
  labels: {
    ja: '全国社会保険労務士会連合会',
    en: 'National Federation of Labor and Social Security Attorneys’ Associations',
  },
});

/** The 48 offices of IESC: headquarters, then the prefectures in order. */
export const iescOffices: readonly Office[] = deeplyFrozen([
  iescHeadquarters,
  ...prefectures.map((prefecture): Office => ({
    id: `iesc-${prefecture.code}`,
    organisation: 'iesc',
    kind: 'office',
    prefecture: prefecture.code,
    labels: {
      ja: `産業雇用安定センター ${shortName(prefecture)}事務所`,
      en: `Industrial Employment Stability Center, ${prefecture.labels.en} Office`,
    },
  })),
]);

/** The 48 bodies of NASILC: the federation's headquarters, then the associations (都道府県社会保険労務士会) in order. */
export const nasilcBodies: readonly Office[] = deeplyFrozen([
  nasilcHeadquarters,
  ...prefectures.map((prefecture): Office => ({
    id: `nasilc-${prefecture.code}`,
    organisation: 'nasilc',
    kind: 'association',
    prefecture: prefecture.code,
    labels: {
      ja: `${prefecture.labels.ja}社会保険労務士会`,
      en: `${prefecture.labels.en} Labor and Social Security Attorneys’ Association`,
    },
  })),
]);

const byId: ReadonlyMap<string, Office> = new Map(
  [...iescOffices, ...nasilcBodies].map((office) => [office.id, office]),
);

/** The office or body with an id; undefined when there is none. */
export const officeById = (id: string): Office | undefined => byId.get(id);

function required(id: string): Office {
  const office = byId.get(id);
  if (office === undefined) throw new RangeError(`no office has the id ${id}`);
  return office;
}

/** The IESC office of a prefecture. */
export const iescOfficeOf = (prefecture: PrefectureCode): Office => required(`iesc-${prefecture}`);

/** The association of a prefecture. */
export const associationOf = (prefecture: PrefectureCode): Office => required(`nasilc-${prefecture}`);

const headquarters = { iesc: iescHeadquarters, nasilc: nasilcHeadquarters } as const;

/** The headquarters of the organisation that an office is of; IESC's where there is no such office. */
export const headquartersOf = (officeId: string): Office => headquarters[officeById(officeId)?.organisation ?? 'iesc'];
