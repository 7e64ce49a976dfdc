import type { LabelledCode, Labels } from '#reference-data';

/** A list a value must come from, in the order in which it is offered. */
export interface CodeList {
  readonly labels: Labels;
  readonly codes: readonly LabelledCode[];
}

/** Reasons for one kind of step. Where it has sides, a reason may say from which one it came. */
export interface ReasonList extends CodeList {
  readonly sides: readonly LabelledCode[];
}

type Entry = readonly [code: string, ja: string, en: string];

/** Writes a list of codes as a table: its name, then code, Japanese, English. */
export const listOfCodes = (labels: Labels, entries: readonly Entry[]): CodeList => ({
  labels,
  codes: entries.map(([code, ja, en]) => ({ code, labels: { ja, en } })),
});
