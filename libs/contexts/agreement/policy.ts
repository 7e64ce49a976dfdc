import { ruleBroken } from '#platform/decider';
import { deeplyFrozen, type Day, type LabelledCode, type Labels } from '#reference-data';
import type { Deadlines, Limits, MeetingCadence } from './deadlines.ts';
import type { CodeList, ReasonList } from './list-of-codes.ts';
import type { CodeListName } from './pick-lists.ts';
import type { ReasonListName } from './reason-codes.ts';

/** An agreement between IESC and NASILC as it stood from some day on, by the name that every event carries. */
export type AgreementVersion = string;

/** What a version of the agreement says, as plain data. */
export interface AgreementTerms {
  readonly version: AgreementVersion;
  readonly kind: 'joint_declaration' | 'agreement';
  readonly labels: Labels;
  readonly signedOn: Day;
  /** First and last day in force in Asia/Tokyo, both inclusive; null while no end is known. */
  readonly inForceFrom: Day;
  readonly inForceUntil: Day | null;
  readonly lists: Readonly<Record<CodeListName, CodeList>>;
  readonly reasons: Readonly<Record<ReasonListName, ReasonList>>;
  readonly deadlines: Deadlines;
  readonly limits: Limits;
  readonly cadence: MeetingCadence;
}

/** What is handed to a decision: the terms of one version, and the questions a decision asks of them. */
export interface Policy extends AgreementTerms {
  /**
   * Lets a code of a list pass and refuses any other with `UNKNOWN_CODE`, naming the field (by default the list).
   *
   * @throws Refusal
   */
  requireCode(list: CodeListName, code: string, path?: string): void;
  /**
   * The same for a field that holds several; the path of a refusal names the place, `circumstances[1]`.
   *
   * @throws Refusal
   */
  requireCodes(list: CodeListName, codes: readonly string[], path?: string): void;
  /**
   * Lets a reason of a list pass, and its side where one is given; refuses others with `UNKNOWN_REASON` at `reason` or
   * `UNKNOWN_SIDE` at `side`.
   *
   * @throws Refusal
   */
  requireReason(list: ReasonListName, code: string, side?: string): void;
}

const contains = (codes: readonly LabelledCode[], code: string): boolean => codes.some((entry) => entry.code === code);

/** The refusal says what would be accepted and never repeats what was sent, which may be anything. */
function notInList(refusal: string, version: AgreementVersion, { labels, codes }: CodeList, path: string) {
  const accepted = codes.map(({ code }) => code).join(', ') || '–';
  return ruleBroken(
    refusal,
    {
      en: `Not a code of the list “${labels.en}” of ${version}. It has: ${accepted}.`,
      ja: `${version}の「${labels.ja}」にないコードです。使えるコード: ${accepted}`,
    },
    path,
  );
}

const sidesOf: Labels = { ja: 'どちら側の事情か', en: 'side' };

/** Makes a policy of the terms of a version. Both are frozen at every depth. */
export function policyFrom(terms: AgreementTerms): Policy {
  const requireCode = (list: CodeListName, code: string, path: string = list): void => {
    if (!contains(terms.lists[list].codes, code)) {
      throw notInList('UNKNOWN_CODE', terms.version, terms.lists[list], path);
    }
  };
  return deeplyFrozen({
    ...terms,
    requireCode,
    requireCodes(list: CodeListName, codes: readonly string[], path: string = list) {
      for (const [index, code] of codes.entries()) requireCode(list, code, `${path}[${index}]`);
    },
    requireReason(list: ReasonListName, code: string, side?: string) {
      const reasons = terms.reasons[list];
      if (!contains(reasons.codes, code)) throw notInList('UNKNOWN_REASON', terms.version, reasons, 'reason');
      if (side !== undefined && !contains(reasons.sides, side)) {
        throw notInList('UNKNOWN_SIDE', terms.version, { labels: sidesOf, codes: reasons.sides }, 'side');
      }
    },
  });
}
