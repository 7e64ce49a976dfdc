import { conflict, type Refusal } from '#platform/decider';

/** A timer rang for an instant at which nothing is due any more: the clock was moved meanwhile. */
export const clockMoved = (): Refusal =>
  conflict('CLOCK_MOVED', { en: 'It is due at another instant by now', ja: '期限は既に変更されています' });
