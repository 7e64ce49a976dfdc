import { businessDaysAfter, dayOf, dueAt } from '#reference-data';

/** What was due when a referral was held, redirected, stopped or marked: it is due again when the referral goes on. */
export interface Wait {
  readonly dueAt: string | null;
  /** Since when its time rests; null: it runs on. */
  readonly restingSince: string | null;
}

interface Due {
  readonly dueAt: string | null;
  readonly waits: readonly Wait[];
}

/** The referral waits; something else is due meanwhile, or nothing. */
export function waiting({ dueAt: before, waits }: Due, meanwhile: string | null, restingSince: string | null): Due {
  return { dueAt: meanwhile, waits: [...waits, { dueAt: before, restingSince }] };
}

/** It goes on: what was due is due again, as many business days from now as were left when it came to rest. */
export function goingOn({ waits }: Due, now: string): Due {
  const last = waits.at(-1);
  return { dueAt: last === undefined ? null : dueAgain(last, now), waits: waits.slice(0, -1) };
}

function dueAgain({ dueAt: due, restingSince }: Wait, now: string): string | null {
  if (due === null || restingSince === null) return due;
  return dueAt(now, businessDaysAfter(dayOf(restingSince), dayOf(due)));
}
