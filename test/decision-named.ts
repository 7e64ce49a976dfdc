import { decisions } from '#contexts/programme';
import type { Decision } from '#platform/decider';

/** A decision of the programme by the name of its command, e.g. `ReferClient`. */
export function decisionNamed(name: string): Decision {
  const found = decisions.find((decision) => decision.name === name);
  if (!found) throw new Error(`there is no decision ${name}`);
  return found;
}
