import type { RoleName } from '#contexts/kernel';

/** Who is told what happened: everyone who signs in to work. */
export const notificationReaders = [
  'iesc.intake',
  'iesc.advisor',
  'iesc.office_manager',
  'iesc.hq_coordinator',
  'nasilc.consultant',
  'nasilc.pref_liaison',
  'nasilc.hq_liaison',
  'system_admin',
] as const satisfies readonly RoleName[];
