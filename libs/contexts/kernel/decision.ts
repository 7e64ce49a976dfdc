import { decisionsUnder } from '#platform/decider';
import type { Policy } from '#contexts/agreement';

/** Declares a decision: one command, one file, taken under a version of the agreement. */
export const decision = decisionsUnder<Policy>();
