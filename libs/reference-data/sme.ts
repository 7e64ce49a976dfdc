import { deeplyFrozen } from './frozen.ts';
import { parseIndustryCode, type IndustryCode } from './industries.ts';

/** The four classes of the Small and Medium-sized Enterprise Basic Act, article 2. */
export type SmeClass = 'wholesale' | 'services' | 'retail' | 'manufacturing_and_others';

export interface SmeThreshold {
  /** Capital in yen, inclusive. */
  readonly capitalYen: number;
  /** Regular employees, inclusive. */
  readonly regularEmployees: number;
  /** Regular employees up to which the enterprise is small (小規模企業者), inclusive. */
  readonly smallUpTo: number;
}

/** Thresholds of the Act; the employment grants use the same. Exceptions of special laws are not applied. */
export const smeThresholds: Readonly<Record<SmeClass, SmeThreshold>> = deeplyFrozen({
  manufacturing_and_others: { capitalYen: 300_000_000, regularEmployees: 300, smallUpTo: 20 },
  wholesale: { capitalYen: 100_000_000, regularEmployees: 100, smallUpTo: 5 },
  services: { capitalYen: 50_000_000, regularEmployees: 100, smallUpTo: 5 },
  retail: { capitalYen: 50_000_000, regularEmployees: 50, smallUpTo: 5 },
});

export interface CompanySize {
  /** Code of the industry classification: a letter, or a letter with two to four digits. */
  readonly industry: string;
  /** Yen; null for those who have none (sole proprietors, medical corporations): then employees alone decide. */
  readonly capitalYen: number | null;
  readonly regularEmployees: number;
}

export interface SmeStatus {
  /** Null where the industry's code is too coarse to tell the class (`I` is wholesale or retail). */
  readonly smeClass: SmeClass | null;
  /** SME (中小企業)? Null only where the classes that come into question disagree. */
  readonly sme: boolean | null;
  /** Small enterprise (小規模企業者)? Null only where the classes that come into question disagree. */
  readonly small: boolean | null;
}

const within = (digits: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => digits.startsWith(prefix));

/** Whether a longer code beginning with these digits could still fall under one of the prefixes. */
const couldBecome = (digits: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => prefix.startsWith(digits) && prefix !== digits);

const serviceGroups = ['38', '39', '411', '412', '415', '416', '693', '70', '75'] as const;
const eatingAndDrinking = ['76', '77'] as const;
const travelAgencies = ['791'] as const;
const wholesaleGroups = ['50', '51', '52', '53', '54', '55'] as const;

/** The classes an industry's code can belong to: one, or several where the code is too coarse. */
function smeClassesOf({ division, digits }: IndustryCode): readonly SmeClass[] {
  switch (division) {
    case 'I':
      if (digits === '') return ['wholesale', 'retail'];
      return within(digits, wholesaleGroups) ? ['wholesale'] : ['retail'];
    case 'M':
      if (digits === '') return ['services', 'retail'];
      return within(digits, eatingAndDrinking) ? ['retail'] : ['services'];
    case 'N':
      if (couldBecome(digits, travelAgencies)) return ['services', 'manufacturing_and_others'];
      return within(digits, travelAgencies) ? ['manufacturing_and_others'] : ['services'];
    case 'G':
    case 'K':
      if (within(digits, serviceGroups)) return ['services'];
      return couldBecome(digits, serviceGroups)
        ? ['services', 'manufacturing_and_others']
        : ['manufacturing_and_others'];
    case 'L':
    case 'O':
    case 'P':
    case 'Q':
    case 'R':
      return ['services'];
    default:
      return ['manufacturing_and_others'];
  }
}

const agreed = <Answer>(answers: readonly Answer[]): Answer | null => {
  const [first] = answers;
  return first !== undefined && answers.every((answer) => answer === first) ? first : null;
};

const countable = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * The SME test: capital **or** regular employees within the threshold of the class, boundaries inclusive.
 * Throws `RangeError` for an unknown industry code or a figure that is no whole number from 0.
 */
export function smeStatus({ industry, capitalYen, regularEmployees }: CompanySize): SmeStatus {
  const code = parseIndustryCode(industry);
  if (code === undefined) throw new RangeError('industry: not a code of the industry classification');
  if (!countable(regularEmployees)) throw new RangeError('regularEmployees: not a whole number from 0');
  if (capitalYen !== null && !countable(capitalYen)) throw new RangeError('capitalYen: not a whole number from 0');
  const classes = smeClassesOf(code);
  const thresholds = classes.map((smeClass) => smeThresholds[smeClass]);
  return {
    smeClass: agreed(classes),
    sme: agreed(
      thresholds.map(
        (limit) =>
          (capitalYen !== null && capitalYen <= limit.capitalYen) || regularEmployees <= limit.regularEmployees,
      ),
    ),
    small: agreed(thresholds.map((limit) => regularEmployees <= limit.smallUpTo)),
  };
}
