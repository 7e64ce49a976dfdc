import type { RoleName } from '#contexts/kernel';

/** Who may give more time, or waive it: who is in charge of the office, and their own headquarters (`clock.parties`). */
export const clockKeepers = [
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
] as const satisfies readonly RoleName[];
