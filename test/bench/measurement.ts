/** One round: our side, and the other side where there is one, measured one right after the other. */
export interface Round {
  readonly value: number;
  readonly reference: number | null;
}

/** What a benchmark has measured: one line of `--json`. */
export interface Measurement {
  readonly name: string;
  /** Median of our side over the rounds. */
  readonly value: number;
  /** Of value and reference, e.g. `commands/s`, `ms`. */
  readonly unit: string;
  /** Median of the other side; null where there is none. */
  readonly reference: number | null;
  /** Median of the rounds' ratios, value to reference; null where there is no reference. */
  readonly ratio: number | null;
  readonly rounds: readonly Round[];
}

/** What is expected of a measurement: everything that is named. */
export interface Bar {
  readonly ratioAtLeast?: number;
  readonly valueAtLeast?: number;
  readonly valueAtMost?: number;
  /** One of the two is enough. */
  readonly either?: { readonly ratioAtMost: number; readonly valueAtMost: number };
}

/** A benchmark under its fixed name. */
export interface Benchmark {
  readonly name: string;
  readonly unit: string;
  readonly bar: Bar;
  /** What is compared with what, in a line for people. */
  readonly about: string;
  /** Why it cannot run here, in a sentence; undefined where it can. */
  readonly unable?: () => string | undefined;
  /** Prepares both sides, measures the rounds, cleans up. */
  readonly rounds: () => Promise<readonly Round[]>;
}

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new RangeError('the median of nothing');
  return (low + high) / 2;
}

/** The number that the share `p` (0 to 1) of some numbers does not exceed (nearest rank). */
export function percentile(numbers: readonly number[], p: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const ranked = sorted[Math.max(Math.ceil(sorted.length * p) - 1, 0)];
  if (ranked === undefined) throw new RangeError('a percentile of nothing');
  return ranked;
}

/** Puts rounds together. */
export function measured({ name, unit }: Benchmark, rounds: readonly Round[]): Measurement {
  const references = rounds.flatMap(({ reference }) => reference ?? []);
  const ratios = rounds.flatMap(({ value, reference }) => (reference === null ? [] : [value / reference]));
  return {
    name,
    value: rounded(median(rounds.map(({ value }) => value))),
    unit,
    reference: references.length > 0 ? rounded(median(references)) : null,
    ratio: ratios.length > 0 ? rounded(median(ratios)) : null,
    rounds: rounds.map(({ value, reference }) => ({
      value: rounded(value),
      reference: reference === null ? null : rounded(reference),
    })),
  };
}

/** Whether a measurement reaches its bar. */
export function reaches(bar: Bar, { value, ratio }: Measurement): boolean {
  const { ratioAtLeast = -Infinity, valueAtLeast = -Infinity, valueAtMost = Infinity, either } = bar;
  if (either && value > either.valueAtMost && (ratio ?? Infinity) > either.ratioAtMost) return false;
  return (ratio ?? -Infinity) >= ratioAtLeast && value >= valueAtLeast && value <= valueAtMost;
}

/**
 * Measures two sides in turn: which one goes first changes from round to round, so that neither always finds the
 * machine as the other left it. The first round warms both up and is not counted.
 */
export async function alternating(
  count: number,
  ours: (round: number) => Promise<number>,
  theirs: (round: number) => Promise<number>,
): Promise<readonly Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round <= count; round++) {
    const sides = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const numbers = [await sides[0]!(round), await sides[1]!(round)];
    const [value, reference] = round % 2 === 0 ? numbers : numbers.toReversed();
    if (round > 0) rounds.push({ value: value!, reference: reference! });
  }
  return rounds;
}

/** Three digits that say something, more where the number is large. */
function rounded(number: number): number {
  return number >= 1000 ? Math.round(number) : Number(number.toPrecision(4));
}
