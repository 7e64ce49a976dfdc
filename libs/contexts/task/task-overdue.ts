import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { MarkTaskOverdue, markTaskOverdue } from './mark-task-overdue.ts';

/** When a task is due; null: at no instant, for the time being. */
interface Due {
  readonly dueAt: string | null;
}

/** A task that is not done when it is due is overdue from that instant on. */
export const taskOverdue = processManager({
  name: 'task-overdue',
  version: 1,
  startsOn: ['TaskOpened'],
  actsFrom: 'the beginning',
  correlateBy: {
    TaskOpened: ({ streamId }) => streamId,
    TaskDueMoved: ({ streamId }) => streamId,
    TaskCompleted: ({ streamId }) => streamId,
    TaskClosed: ({ streamId }) => streamId,
    TaskCancelled: ({ streamId }) => streamId,
    TaskOverdue: ({ streamId }) => streamId,
  },
  evolve: (_: Due | undefined, event): Due | undefined =>
    event.type === 'TaskOpened' || event.type === 'TaskDueMoved' ? { dueAt: event.data.dueAt } : undefined,
  react: (state, event) => {
    switch (event.type) {
      case '$timer':
        return {
          commands: [issue(markTaskOverdue, MarkTaskOverdue, { taskId: event.instance, dueAt: event.due })],
        };
      case 'TaskOpened':
      case 'TaskDueMoved':
        if (!state) return {};
        return { timers: [state.dueAt === null ? { cancel: 'due' } : { set: 'due', at: state.dueAt }] };
      default:
        return {};
    }
  },
});
