import { deeplyFrozen, type LabelledCode, type Labels } from '#reference-data';
import type { Policy } from './policy.ts';

/** A list as a pick-list is filled from it. */
export interface OfferedCodeList {
  /** `circumstances`, `bulletinTopics`, …; for reasons `reasons.decline` and so on. */
  readonly name: string;
  readonly labels: Labels;
  readonly codes: readonly LabelledCode[];
  /** Sides a reason may come from; empty for lists that know none. */
  readonly sides: readonly LabelledCode[];
}

/** All lists of a version: the pick-lists, then the reasons. */
export const codeLists = (policy: Policy): readonly OfferedCodeList[] =>
  deeplyFrozen([
    ...Object.entries(policy.lists).map(([name, { labels, codes }]) => ({ name, labels, codes, sides: [] })),
    ...Object.entries(policy.reasons).map(([name, reasons]) => ({ name: `reasons.${name}`, ...reasons })),
  ]);
