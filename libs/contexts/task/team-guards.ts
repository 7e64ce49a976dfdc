import { Refusal } from '#platform/decider';
import type { Actor } from '#platform/event-store';
import { taskTeamOf } from './task-teams.ts';

/**
 * Lets pass who is of the organisation that the task's team is of: to headquarters of the other one there is no such task.
 *
 * @throws Refusal 404 `NOT_FOUND`
 */
export function requireOrganisation({ team }: { readonly team: string }, { org }: Actor): void {
  if (taskTeamOf(team)?.organisation === org) return;
  throw new Refusal('not found', 'NOT_FOUND', { en: 'There is no such thing', ja: '該当するものがありません' });
}

/**
 * Lets pass who holds one of the roles of the task's team.
 *
 * @throws Refusal 404 `NOT_FOUND` to the other organisation, 403 `NOT_OF_THE_TEAM`
 */
export function requireTeam(of: { readonly team: string }, actor: Actor): void {
  requireOrganisation(of, actor);
  const team = taskTeamOf(of.team)!;
  if ((team.roles as readonly string[]).includes(actor.role)) return;
  throw new Refusal('forbidden', 'NOT_OF_THE_TEAM', {
    en: `This task is for ${team.labels.en}`,
    ja: `このタスクは${team.labels.ja}のものです`,
  });
}
