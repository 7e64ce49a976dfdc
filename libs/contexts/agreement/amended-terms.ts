import { addDays, type Day } from '#reference-data';
import type { CodeList } from './list-of-codes.ts';
import type { AgreementTerms } from './policy.ts';

interface Named {
  readonly name: string;
  readonly value: number;
}

interface AddedCode {
  readonly list: string;
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

/** What a version says otherwise than the one before it. */
export interface Changes {
  readonly deadlines: readonly Named[];
  readonly limits: readonly Named[];
  readonly cadence: readonly Named[];
  readonly codes: readonly AddedCode[];
}

/** A version that stands in the log, as it differs from the one before it. */
export interface RecordedVersion extends Changes {
  readonly version: string;
  readonly inForceFrom: Day;
  /** Where it is an agreement of its own, and not the one before it amended. */
  readonly agreement?: Pick<AgreementTerms, 'kind' | 'labels' | 'signedOn'>;
}

/** A version that was terminated. */
export interface EndedVersion {
  readonly version: string;
  /** The first day on which it is in force no more. */
  readonly terminatedFrom: Day;
}

/** Reasons are told from the other lists by what their names begin with, as pick-lists name them. */
const REASONS = 'reasons.';

/** A list of a version by the name that pick-lists call it by; undefined where there is none. */
export function listNamed({ lists, reasons }: AgreementTerms, name: string): CodeList | undefined {
  const [lookedAt, key] = name.startsWith(REASONS) ? [reasons, name.slice(REASONS.length)] : [lists, name];
  return Object.hasOwn(lookedAt, key) ? (lookedAt as Readonly<Record<string, CodeList>>)[key] : undefined;
}

/** The terms of a version that follows another. */
export function amendedTerms(before: AgreementTerms, recorded: RecordedVersion): AgreementTerms {
  const { version, inForceFrom, agreement, deadlines, limits, cadence, codes } = recorded;
  const withCodes = <Lists extends Readonly<Record<string, CodeList>>>(lists: Lists, prefix: string): Lists =>
    Object.fromEntries(
      Object.entries(lists).map(([name, list]) => [
        name,
        withAdded(
          list,
          codes.filter((added) => added.list === prefix + name),
        ),
      ]),
    ) as Lists;
  return {
    ...before,
    ...agreement,
    version,
    inForceFrom,
    inForceUntil: null,
    lists: withCodes(before.lists, ''),
    reasons: withCodes(before.reasons, REASONS),
    deadlines: { ...before.deadlines, ...byName(deadlines) },
    limits: { ...before.limits, ...byName(limits) },
    cadence: { ...before.cadence, ...byName(cadence) },
  };
}

function byName(named: readonly Named[]): Readonly<Record<string, number>> {
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

function withAdded<List extends CodeList>(list: List, added: readonly AddedCode[]): List {
  if (added.length === 0) return list;
  const entries = added.map(({ code, ja, en }) => [code, { code, labels: { ja, en } }] as const);
  const codes = new Map([...list.codes.map((entry) => [entry.code, entry] as const), ...entries]);
  return { ...list, codes: [...codes.values()] };
}

/** All versions in order, each in force until the day before the next, or before the one from which it was terminated. */
export function inSequence(
  builtIn: readonly AgreementTerms[],
  recorded: readonly RecordedVersion[],
  ended: readonly EndedVersion[] = [],
): readonly AgreementTerms[] {
  const terms = [...builtIn];
  for (const version of recorded) terms.push(amendedTerms(terms.at(-1)!, version));
  return terms.map((one, index) => {
    if (one.inForceUntil !== null) return one;
    const end = ended.find(({ version }) => version === one.version)?.terminatedFrom;
    const [noMore] = [end, terms[index + 1]?.inForceFrom].filter((day) => day !== undefined).sort();
    return noMore === undefined ? one : { ...one, inForceUntil: addDays(noMore, -1) };
  });
}
