import type { RoleName } from '#contexts/kernel';
import type { Labels } from '#reference-data';

/** Whose queue a task is in: the people of one office who hold one of the roles. */
export interface TaskTeam {
  readonly labels: Labels;
  /** Code of the organisation whose people it is of. */
  readonly organisation: 'iesc' | 'nasilc' | 'tasuki';
  /** Who may take a task of the team; the first role is the one that is told of it. */
  readonly roles: readonly [RoleName, ...RoleName[]];
}

/** The teams that tasks are for; a task names the office beside. */
export const taskTeams = {
  intake: {
    labels: { ja: '受付', en: 'intake' },
    organisation: 'iesc',
    roles: ['iesc.intake', 'iesc.office_manager'],
  },
  advisors: {
    labels: { ja: '担当コンサルタント', en: 'advisors' },
    organisation: 'iesc',
    roles: ['iesc.advisor', 'iesc.office_manager'],
  },
  managers: { labels: { ja: '所長', en: 'manager' }, organisation: 'iesc', roles: ['iesc.office_manager'] },
  headquarters: {
    labels: { ja: '産雇センター本部', en: 'IESC headquarters' },
    organisation: 'iesc',
    roles: ['iesc.hq_coordinator'],
  },
  consultants: { labels: { ja: '社労士', en: 'consultants' }, organisation: 'nasilc', roles: ['nasilc.consultant'] },
  association: {
    labels: { ja: '県会担当', en: 'association' },
    organisation: 'nasilc',
    roles: ['nasilc.pref_liaison'],
  },
  federation: {
    labels: { ja: '連合会', en: 'NASILC headquarters' },
    organisation: 'nasilc',
    roles: ['nasilc.hq_liaison'],
  },
  operators: { labels: { ja: 'システム管理者', en: 'operators' }, organisation: 'tasuki', roles: ['system_admin'] },
} as const satisfies { readonly [name: string]: TaskTeam };

export type TaskTeamName = keyof typeof taskTeams;

/** The team of a name that an event carries; undefined for one that this release does not know. */
export function taskTeamOf(name: string): TaskTeam | undefined {
  return Object.hasOwn(taskTeams, name) ? taskTeams[name as TaskTeamName] : undefined;
}
