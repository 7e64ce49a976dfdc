import { roles, type RoleName } from '#contexts/kernel';
import type { DevelopmentUser } from '#platform/access/nest';

/** Fictional people to sign in as while developing: named `<what>-<prefecture>`, with their role's claims. */
const prefectures = ['13', '15', '22', '23'] as const;

export const developmentUsers: readonly DevelopmentUser[] = [
  user('hq-coordinator', 'iesc.hq_coordinator', 'iesc-hq', 'IESC headquarters'),
  user('hq-liaison', 'nasilc.hq_liaison', 'nasilc-hq', 'NASILC headquarters'),
  user('auditor', 'auditor', null, 'auditor of both organisations'),
  user('system-admin', 'system_admin', null, 'runs the service'),
  ...prefectures.flatMap((prefecture) => [
    user(`intake-${prefecture}`, 'iesc.intake', `iesc-${prefecture}`, 'intake of the IESC office'),
    user(`advisor-${prefecture}`, 'iesc.advisor', `iesc-${prefecture}`, 'advisor of the IESC office'),
    user(`manager-${prefecture}`, 'iesc.office_manager', `iesc-${prefecture}`, 'manager of the IESC office'),
    user(`liaison-${prefecture}`, 'nasilc.pref_liaison', `nasilc-${prefecture}`, 'liaison of the association'),
    user(`consultant-${prefecture}`, 'nasilc.consultant', `nasilc-${prefecture}`, 'consultant'),
    user(`consultant-${prefecture}b`, 'nasilc.consultant', `nasilc-${prefecture}`, 'another consultant'),
  ]),
];

function user(name: string, role: RoleName, officeId: string | null, description: string): DevelopmentUser {
  return { name, userId: name, org: roles.get(role)!.org, officeId, role, description };
}
