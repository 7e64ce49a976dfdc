import { ruleBroken } from '#platform/decider';
import { taskKindOf, type TaskKind } from './task-kinds.ts';

/** @throws Refusal 422 `UNKNOWN_TASK_KIND` */
export function requireKind(kind: string): TaskKind {
  const known = taskKindOf(kind);
  if (known) return known;
  throw ruleBroken(
    'UNKNOWN_TASK_KIND',
    { en: 'There is no such kind of task', ja: '該当するタスクの種類がありません' },
    'kind',
  );
}
