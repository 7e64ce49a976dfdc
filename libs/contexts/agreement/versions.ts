import { conflict } from '#platform/decider';
import { dayOf, type Day, type Labels } from '#reference-data';
import { proposedCadence, proposedDeadlines, proposedLimits } from './deadlines.ts';
import { listOfCodes } from './list-of-codes.ts';
import { sharedLists } from './pick-lists.ts';
import { policyFrom, type Policy } from './policy.ts';
import { proposedReasons } from './reason-codes.ts';

const circumstances: Labels = { ja: '企業の状況', en: 'circumstances' };
const supportKinds: Labels = { ja: '支援の種類', en: 'kind of support' };
const bulletinTopics: Labels = { ja: 'お知らせの種類', en: 'topic of the bulletin' };

const secondmentKinds = [
  ['secondment_out', '在籍型出向（送出）', 'secondment, sending'],
  ['secondment_in', '在籍型出向（受入）', 'secondment, receiving'],
] as const;

/**
 * Joint declaration of 2021-02-16 towards labour mobility without unemployment. Sourced: day, name, the focus on COVID-19,
 * secondment as the main tool, consultants introducing IESC to their clients. Ours: its codes and deadlines.
 */
const declaration2021 = policyFrom({
  version: 'DECL-2021',
  kind: 'joint_declaration',
  labels: {
    ja: '失業なき労働移動実現に向けた相互協力に関する共同宣言',
    en: 'Joint declaration on mutual cooperation towards labour mobility without unemployment',
  },
  signedOn: '2021-02-16',
  inForceFrom: '2021-02-16',
  inForceUntil: '2025-10-21',
  lists: {
    ...sharedLists,
    circumstances: listOfCodes(circumstances, [
      [
        'TEMPORARY_OVERSTAFFING',
        '感染症の影響等による一時的な雇用過剰',
        'temporary overstaffing, by COVID-19 or otherwise',
      ],
      ['SECONDMENT_HOST', '在籍型出向の受入れを希望', 'willing to host seconded workers'],
      ['OTHER', 'その他', 'other'],
    ]),
    supportKinds: listOfCodes(supportKinds, secondmentKinds),
    bulletinTopics: listOfCodes(bulletinTopics, [
      ['secondment', '在籍型出向', 'secondment'],
      ['service_notice', '事業案内', 'service notice'],
    ]),
  },
  reasons: proposedReasons,
  deadlines: proposedDeadlines,
  limits: proposedLimits,
  cadence: proposedCadence,
});

/**
 * Agreement of 2025-10-22. Sourced: day, that it replaces the declaration, the three circumstances and that there may be
 * others ("including when …"), the reported services (secondment, transfer, Career Talent Bank), "swiftly", "regularly",
 * "where required". Ours: every number and reason code, and that it began on the day it was signed.
 */
const agreement2025 = policyFrom({
  version: 'AGR-2025',
  kind: 'agreement',
  labels: {
    ja: '産業雇用安定センターと全国社会保険労務士会連合会の連携協定',
    en: 'Agreement on cooperation between IESC and NASILC',
  },
  signedOn: '2025-10-22',
  inForceFrom: '2025-10-22',
  inForceUntil: null,
  lists: {
    ...sharedLists,
    circumstances: listOfCodes(circumstances, [
      ['TALENT_SECURING', '人材の確保', 'securing talent'],
      ['LAYOFF', '離職者の発生', 'layoff'],
      ['TEMPORARY_OVERSTAFFING', '一時的な雇用過剰', 'temporary overstaffing'],
      ['OTHER', 'その他', 'other'],
    ]),
    supportKinds: listOfCodes(supportKinds, [
      ...secondmentKinds,
      ['transfer_out', '移籍（送出）', 'transfer, sending'],
      ['transfer_in', '移籍（受入）', 'transfer, receiving'],
      ['career_talent_bank', 'キャリア人材バンク', 'Career Talent Bank'],
      ['receiving_need', '受入ニーズ', 'receiving need'],
    ]),
    bulletinTopics: listOfCodes(bulletinTopics, [
      ['secondment', '在籍型出向', 'secondment'],
      ['transfer', '移籍', 'transfer'],
      ['career_talent_bank', 'キャリア人材バンク', 'Career Talent Bank'],
      ['service_notice', '事業案内', 'service notice'],
    ]),
  },
  reasons: proposedReasons,
  deadlines: proposedDeadlines,
  limits: proposedLimits,
  cadence: proposedCadence,
});

/** Every version that the program knows by itself, oldest first; those of the log come behind them. */
export const policies: readonly Policy[] = Object.freeze([declaration2021, agreement2025]);

/** The policy of a version, for what began under it. Throws `RangeError` for a version this code does not know. */
export function policyOf(version: string): Policy {
  const policy = policies.find((candidate) => candidate.version === version);
  if (policy === undefined) throw new RangeError(`no version ${version} of the agreement is known`);
  return policy;
}

/**
 * Of some policies the one in force on a day.
 *
 * @throws Refusal `NO_AGREEMENT_IN_FORCE` where there was none yet, `AGREEMENT_TERMINATED` where the last has ended
 */
export function inForceOn(day: Day, known: readonly Policy[]): Policy {
  const policy = known.find(
    ({ inForceFrom, inForceUntil }) => inForceFrom <= day && (inForceUntil === null || day <= inForceUntil),
  );
  if (policy === undefined) throw hasEnded(lastInForceOn(day, known));
  return policy;
}

/**
 * Of some policies the one in force on a day, or the last that was: what goes on after the end of an agreement goes on
 * under it.
 *
 * @throws Refusal `NO_AGREEMENT_IN_FORCE` where there was none yet
 */
export function lastInForceOn(day: Day, known: readonly Policy[]): Policy {
  const policy = known.findLast(({ inForceFrom }) => inForceFrom <= day);
  if (policy !== undefined) return policy;
  throw conflict('NO_AGREEMENT_IN_FORCE', {
    en: `No agreement between the two organisations is in force on ${day}.`,
    ja: `${day}には両団体の協定が効力を有していません。`,
  });
}

function hasEnded({ version, labels, inForceUntil }: Policy) {
  return conflict('AGREEMENT_TERMINATED', {
    en: `“${labels.en}” (${version}) was terminated: it was in force until ${inForceUntil}. What began under it goes on, nothing new is begun.`,
    ja: `「${labels.ja}」（${version}）は${inForceUntil}をもって終了しました。新たな申込みはできません（継続中のものは従前の取扱いによります）。`,
  });
}

/**
 * What the command framework asks, of the versions that the program knows by itself: by the day, in Asia/Tokyo, of an instant
 * (ISO 8601 with offset), or by name.
 */
export const policyBook = Object.freeze({
  inForce: (instant: string) => inForceOn(dayOf(instant), policies),
  lastInForce: (instant: string) => lastInForceOn(dayOf(instant), policies),
  version: policyOf,
});
