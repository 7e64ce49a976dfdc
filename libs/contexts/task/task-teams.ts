import type { RoleName } from '#contexts/kernel';
import type { Labels } from '#reference-data';

/** Whose queue a task is in: the people of one office who hold one of the roles. */
export interface TaskTeam {
  readonly labels: Labels;
  /** Code of the organisation whose people it is of. */
  readonly organisation: 'iesc' | 'nasilc' | 'tasuki';
  /** Who may take a task of the team; the first role is the one that is told of it. */
  readonly roles: readonly [RoleName, ...RoleName[]];
  /** Whether what waits in its queue is told to who holds its first role: a team of few, who do not look there all day. */
  readonly isTold: boolean;
}

/** The teams that tasks are for; a task names the office beside. */
export const taskTeams = {
  intake: {
    labels: { ja: '受付', en: 'intake' },
    organisation: 'iesc',
    roles: ['iesc.intake', 'iesc.office_manager'],
    isTold: false,
  },
  advisors: {
    labels: { ja: '担当コンサルタント', en: 'advisors' },
    organisation: 'iesc',
    roles: ['iesc.advisor', 'iesc.office_manager'],
    isTold: false,
  },
  managers: {
    labels: { ja: '所長', en: 'manager' },
    organisation: 'iesc',
    roles: ['iesc.office_manager'],
    isTold: true,
  },
  headquarters: {
    labels: { ja: '産雇センター本部', en: 'IESC headquarters' },
    organisation: 'iesc',
    roles: ['iesc.hq_coordinator'],
    isTold: true,
  },
  consultants: {
    labels: { ja: '社労士', en: 'consultants' },
    organisation: 'nasilc',
    roles: ['nasilc.consultant'],
    isTold: false,
  },
  association: {
    labels: { ja: '県会担当', en: 'association' },
    organisation: 'nasilc',
    roles: ['nasilc.pref_liaison'],
    isTold: false,
  },
  federation: {
    labels: { ja: '連合会', en: 'NASILC headquarters' },
    organisation: 'nasilc',
    roles: ['nasilc.hq_liaison'],
    isTold: true,
  },
  operators: {
    labels: { ja: 'システム管理者', en: 'operators' },
    organisation: 'tasuki',
    roles: ['system_admin'],
    isTold: true,
  },
} as const satisfies { readonly [name: string]: TaskTeam };

export type TaskTeamName = keyof typeof taskTeams;

/** The team of a name that an event carries; undefined for one that this release does not know. */
export function taskTeamOf(name: string): TaskTeam | undefined {
  return Object.hasOwn(taskTeams, name) ? taskTeams[name as TaskTeamName] : undefined;
}
