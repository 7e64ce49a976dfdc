import { roleTable, type RoleDefinition } from '#platform/access';

/**
 * The roles of both organisations, and how far each reaches (domain-model §2). Advisor: a member of IESC's staff (担当);
 * consultant: a sharoushi (社労士) of NASILC. Both are called コンサルタント in the field; never mix them up.
 */
const definitions = [
  { name: 'iesc.hq_coordinator', org: 'iesc', scope: 'everything' },
  { name: 'iesc.office_manager', org: 'iesc', scope: 'office' },
  { name: 'iesc.intake', org: 'iesc', scope: 'office' },
  { name: 'iesc.advisor', org: 'iesc', scope: 'office' },
  { name: 'nasilc.hq_liaison', org: 'nasilc', scope: 'everything' },
  { name: 'nasilc.pref_liaison', org: 'nasilc', scope: 'office' },
  { name: 'nasilc.consultant', org: 'nasilc', scope: 'person' },
  { name: 'auditor', org: 'audit', scope: 'everything' },
  // Runs the service: all of its own is theirs, and nothing of a case, which is never the service's own.
  { name: 'system_admin', org: 'tasuki', scope: 'everything' },
  // Commands of processes come from the log; no token can claim the role.
  { name: 'process', org: 'tasuki', scope: 'everything', signIn: false },
] as const satisfies readonly RoleDefinition[];

export type RoleName = (typeof definitions)[number]['name'];

export const roles = roleTable(definitions);

/** Sets of roles that decisions share. */
export const consultants = ['nasilc.consultant'] as const satisfies readonly RoleName[];
export const associations = ['nasilc.pref_liaison'] as const satisfies readonly RoleName[];
export const intake = ['iesc.intake', 'iesc.office_manager'] as const satisfies readonly RoleName[];
export const caseStaff = ['iesc.advisor', 'iesc.office_manager'] as const satisfies readonly RoleName[];
export const officeStaff = [
  'iesc.intake',
  'iesc.advisor',
  'iesc.office_manager',
] as const satisfies readonly RoleName[];
/** Everybody who works at one of the two organisations. */
export const organisationStaff = [
  ...officeStaff,
  'iesc.hq_coordinator',
  'nasilc.hq_liaison',
  ...associations,
  ...consultants,
] as const satisfies readonly RoleName[];
export const headquarters = ['iesc.hq_coordinator', 'nasilc.hq_liaison'] as const satisfies readonly RoleName[];
export const processes = ['process'] as const satisfies readonly RoleName[];
export const operators = ['system_admin'] as const satisfies readonly RoleName[];
