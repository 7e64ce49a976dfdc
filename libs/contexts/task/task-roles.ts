import type { RoleName } from '#contexts/kernel';

/** Who works off tasks: everyone who signs in to work. */
export const taskWorkers = [
  'iesc.intake',
  'iesc.advisor',
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.consultant',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
  'system_admin',
] as const satisfies readonly RoleName[];

/** Who says whose task it is. */
export const taskAssigners = [
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
] as const satisfies readonly RoleName[];
