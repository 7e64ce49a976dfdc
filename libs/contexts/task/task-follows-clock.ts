import { processManager } from '#contexts/kernel';
import { issue, type Reaction } from '#platform/process-managers';
import { becauseOf } from './because.ts';
import { MoveTaskDue, moveTaskDue } from './move-task-due.ts';
import { WarnOfDueTask, warnOfDueTask } from './warn-of-due-task.ts';

/** A clock and the tasks that follow it. */
interface Followed {
  readonly tasks: readonly string[];
  /** undefined: not started yet; null: it rests, or nobody waits for it any more. */
  readonly dueAt: string | null | undefined;
  /** The clock's last event that said when it is due. */
  readonly saidBy: { readonly id: string; readonly type: string } | null;
}

/** A task is due when its clock is: later when that is extended, at no instant while it rests, and warned of when it warns. */
export const taskFollowsClock = processManager({
  name: 'task-follows-clock',
  version: 1,
  startsOn: ['TaskOpened', 'ClockStarted'],
  actsFrom: 'the beginning',
  correlateBy: {
    TaskOpened: ({ data: { clockId } }) => clockId ?? undefined,
    ClockStarted: ({ streamId }) => streamId,
    ClockExtended: ({ streamId }) => streamId,
    ClockRecalculated: ({ streamId }) => streamId,
    ClockPaused: ({ streamId }) => streamId,
    ClockResumed: ({ streamId }) => streamId,
    ClockWarned: ({ streamId }) => streamId,
    ClockWaived: ({ streamId }) => streamId,
    ClockMet: ({ streamId }) => streamId,
    ClockCancelled: ({ streamId }) => streamId,
  },
  evolve: (state: Followed | undefined, event): Followed | undefined => {
    const { tasks, ...due } = state ?? { tasks: [], dueAt: undefined, saidBy: null };
    const { id, type } = event;
    const said = (dueAt: string | null): Followed => ({ tasks, dueAt, saidBy: { id, type } });
    switch (event.type) {
      case 'TaskOpened':
        return { ...due, tasks: [...tasks, event.streamId] };
      case 'ClockStarted':
      case 'ClockExtended':
        return said(event.data.dueAt);
      case 'ClockRecalculated':
        return due.dueAt === null ? state : said(event.data.after.dueAt);
      case 'ClockPaused':
      case 'ClockWaived':
        return said(null);
      case 'ClockResumed':
        return event.data.runs ? said(event.data.runs.dueAt) : state;
      case 'ClockWarned':
        return state;
      case 'ClockMet':
      case 'ClockCancelled':
        return undefined;
      default:
        return event satisfies never;
    }
  },
  react: (state, event) => {
    if (!state || event.type === '$timer') return {};
    if (event.type === 'TaskOpened') {
      // What the task says of itself holds until the clock says otherwise.
      return state.dueAt === event.data.dueAt ? {} : moved(state, [event.streamId]);
    }
    if (event.type !== 'ClockWarned') return state.saidBy?.id === event.id ? moved(state, state.tasks) : {};
    const { dueAt } = event.data;
    return { commands: state.tasks.map((taskId) => issue(warnOfDueTask, WarnOfDueTask, { taskId, dueAt })) };
  },
});

function moved({ dueAt, saidBy }: Followed, tasks: readonly string[]): Reaction {
  if (dueAt === undefined || saidBy === null) return {};
  const due = { ...(dueAt !== null && { dueAt }), because: becauseOf(saidBy) };
  return { commands: tasks.map((taskId) => issue(moveTaskDue, MoveTaskDue, { taskId, ...due })) };
}
