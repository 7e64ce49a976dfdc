import { setFlagsFromString } from 'node:v8';

/**
 * What the young generation of a thread that folds may take, megabytes. By default it is 128 and more: what is folded lives
 * for some pages, so that it is carried over to the old one all the same, and most of the room stays empty.
 */
export const FOLDING_YOUNG_MB = 24;

/** By how many percent the heap may grow until what is garbage in it is collected: by default several times as much. */
const GROWING_PERCENT = 60;

let isFrugal = false;

/** Has garbage collected early, in the whole process, while versions are built: nearly all that is held becomes garbage. */
export function beFrugal(is: boolean): void {
  if (is === isFrugal) return;
  isFrugal = is;
  setFlagsFromString(`--heap-growing-percent=${is ? GROWING_PERCENT : 0}`);
}
