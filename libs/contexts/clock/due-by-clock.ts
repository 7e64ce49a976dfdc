import { termOf, type ClockKind, type Policy } from '#contexts/agreement';
import type { OfficeStanding } from '#contexts/directory';
import { hoursOf } from './clock-command.ts';
import { dueBy, paceFrom } from './pace.ts';

/**
 * When a step that begins at an instant is due, as the clock that keeps its time will say: by the calendar and the cut-off
 * hour of the office that has to take it.
 *
 * @param kind one that counts days from its beginning
 * @returns the last millisecond of the last day in Asia/Tokyo, ISO 8601 UTC
 */
export function dueByClock(kind: ClockKind, startedAt: string, policy: Policy, standing: OfficeStanding): string {
  const hours = hoursOf(standing, policy);
  return dueBy(paceFrom(termOf(kind, policy.deadlines), startedAt, null, hours), hours);
}
