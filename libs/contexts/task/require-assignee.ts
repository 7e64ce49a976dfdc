import { conflict } from '#platform/decider';
import type { Actor } from '#platform/event-store';

/**
 * Lets pass who has the task in hand.
 *
 * @throws Refusal 409 `NOT_YOUR_TASK` with who has it: the caller is of the same office, or would not have found it
 */
export function requireAssignee({ assigneeId }: { readonly assigneeId: string }, { userId }: Actor): void {
  if (assigneeId === userId) return;
  throw conflict(
    'NOT_YOUR_TASK',
    { en: `${assigneeId} has this task`, ja: `このタスクの担当は ${assigneeId} です` },
    assigneeId,
  );
}
