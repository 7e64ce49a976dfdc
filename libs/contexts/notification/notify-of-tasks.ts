import { processManager, type RoleName } from '#contexts/kernel';
import { becauseOf, taskTeamOf } from '#contexts/task';
import type { DomainEvent } from '#platform/event-schema';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { Notify, notify } from './notify.ts';
import type { NotificationKindName } from './notification-kinds.ts';
import type { Recipient } from './notification.ts';

/** What has to be known of a task to tell of it. */
interface ToldTask {
  readonly kind: string;
  readonly team: string;
  readonly officeId: string;
}

/** Kinds of task whose cause is told already: the consultant hears of the outcome itself. */
const TOLD_OTHERWISE: readonly string[] = ['note_outcome'];

/**
 * Who is given a task is told so, and that it is due soon, or overdue; who has taken it themselves knows. What waits for
 * the leaders of an office or of headquarters is told to their post, for they do not look at a queue all day.
 */
export const notifyOfTasks = processManager({
  name: 'notify-of-tasks',
  version: 1,
  startsOn: ['TaskOpened'],
  actsFrom: 'the beginning',
  correlateBy: {
    TaskOpened: ({ streamId }) => streamId,
    TaskReassigned: ({ streamId }) => streamId,
    TaskDueSoon: ({ streamId }) => streamId,
    TaskOverdue: ({ streamId }) => streamId,
    TaskCompleted: ({ streamId }) => streamId,
    TaskClosed: ({ streamId }) => streamId,
    TaskCancelled: ({ streamId }) => streamId,
  },
  evolve: (state: ToldTask | undefined, event): ToldTask | undefined => {
    switch (event.type) {
      case 'TaskOpened': {
        const { kind, team, officeId } = event.data;
        return { kind, team, officeId };
      }
      case 'TaskReassigned':
      case 'TaskDueSoon':
      case 'TaskOverdue':
        return state;
      default:
        return undefined;
    }
  },
  react: (state, event) => {
    if (!state) return {};
    switch (event.type) {
      case 'TaskOpened':
        if (TOLD_OTHERWISE.includes(state.kind)) return {};
        return told(state, event, event.data.assigneeId, 'task_assigned', 'task_waiting');
      case 'TaskReassigned':
        return told(state, event, event.data.to, 'task_assigned', 'task_waiting');
      case 'TaskDueSoon':
        return told(state, event, event.data.assigneeId, 'task_due_soon');
      case 'TaskOverdue':
        return told(state, event, event.data.assigneeId, 'task_overdue', 'task_overdue');
      default:
        return {};
    }
  },
});

/** Tells whoever has it, else the team's post where it is one that is told. */
function told(
  { team, officeId }: ToldTask,
  event: DomainEvent,
  assigneeId: string | null,
  kind: NotificationKindName,
  toPost?: NotificationKindName,
): { readonly commands?: readonly PlannedCommand[] } {
  const about = { subjectCategory: 'task', subjectId: event.streamId, because: becauseOf(event) };
  const tell = (to: Recipient, as: string) => ({ commands: [issue(notify, Notify, { to, kind: as, ...about })] });
  if (assigneeId !== null) return tell({ userId: assigneeId }, kind);
  const post = taskTeamOf(team);
  if (toPost === undefined || !post?.isTold) return {};
  const role: RoleName = post.roles[0];
  return tell({ officeId, role }, toPost);
}
