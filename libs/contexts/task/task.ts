import {
  TaskCancelled,
  TaskClaimed,
  TaskClosed,
  TaskCompleted,
  TaskDueMoved,
  TaskDueSoon,
  TaskOpened,
  TaskOverdue,
  TaskReassigned,
  TaskReturned,
  TaskStarted,
} from '#events/task';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';
import { officeById } from '#reference-data';

const events = [
  TaskOpened,
  TaskClaimed,
  TaskStarted,
  TaskReturned,
  TaskReassigned,
  TaskCompleted,
  TaskClosed,
  TaskCancelled,
  TaskDueMoved,
  TaskDueSoon,
  TaskOverdue,
] as const;

export type TaskEvent = EventOf<(typeof events)[number]>;

/** What holds from the beginning, whatever becomes of it. */
interface Opened {
  readonly kind: string;
  readonly team: string;
  readonly officeId: string;
  readonly dueAt: string | null;
  /** The due instant that was warned of last. */
  readonly warnedOf: string | null;
  /** Stays true, also when it is done in the end. */
  readonly isOverdue: boolean;
  /** Absent members whose covers it came by, since somebody last chose who has it. */
  readonly coveredFor: readonly string[];
}

interface Somebodys extends Opened {
  readonly assigneeId: string;
}

/** Something that somebody has to do (タスク), one shape for each stage. */
export type Task =
  | { readonly stage: 'none' }
  | (Opened & { readonly stage: 'open' })
  | (Opened & { readonly stage: 'returned'; readonly returnedBy: string; readonly reason: string })
  | (Somebodys & { readonly stage: 'assigned' })
  | (Somebodys & { readonly stage: 'in_progress' })
  | (Opened & { readonly stage: 'done'; readonly completedBy: string | null })
  | (Opened & { readonly stage: 'cancelled' });

/** Stages in which something is left to do. */
export const unfinishedStages = ['open', 'returned', 'assigned', 'in_progress'] as const;

export const initialTask: Task = { stage: 'none' };

/** What a task is after one more event. */
export function evolveTask(state: Task, event: TaskEvent): Task {
  if (event.type === 'TaskOpened') {
    const { kind, team, officeId, assigneeId, dueAt } = event.data;
    return had({ kind, team, officeId, dueAt, warnedOf: null, isOverdue: false, coveredFor: [] }, assigneeId);
  }
  if (state.stage === 'none') return state;
  switch (event.type) {
    case 'TaskClaimed':
      return had({ ...opened(state), coveredFor: [] }, event.data.assigneeId);
    case 'TaskStarted':
      return { ...opened(state), stage: 'in_progress', assigneeId: event.data.assigneeId };
    case 'TaskReturned': {
      const { assigneeId: returnedBy, reason } = event.data;
      return { ...opened(state), coveredFor: [], stage: 'returned', returnedBy, reason };
    }
    case 'TaskReassigned': {
      const { to, coveredFor } = event.data;
      return had({ ...opened(state), coveredFor }, to);
    }
    case 'TaskCompleted':
      return { ...opened(state), stage: 'done', completedBy: event.data.assigneeId };
    case 'TaskClosed':
      return { ...opened(state), stage: 'done', completedBy: null };
    case 'TaskCancelled':
      return { ...opened(state), stage: 'cancelled' };
    case 'TaskDueMoved':
      return { ...state, dueAt: event.data.dueAt };
    case 'TaskDueSoon':
      return { ...state, warnedOf: event.data.dueAt };
    case 'TaskOverdue':
      return { ...state, isOverdue: true };
    default:
      return event satisfies never;
  }
}

/** In somebody's hands, or in the team's queue. */
function had(of: Opened, assigneeId: string | null): Task {
  return assigneeId === null ? { ...of, stage: 'open' } : { ...of, stage: 'assigned', assigneeId };
}

function opened({ kind, team, officeId, dueAt, warnedOf, isOverdue, coveredFor }: Opened): Opened {
  return { kind, team, officeId, dueAt, warnedOf, isOverdue, coveredFor };
}

/** Who has it; null: nobody, it waits in the team's queue or is finished. */
export const assigneeOf = (state: Task): string | null => ('assigneeId' in state ? state.assigneeId : null);

/** A fact gives rise to one task of a kind at an office, however often it is delivered. */
export const taskIdOf = (kind: string, eventId: string, officeId: string): string =>
  derivedId('task', kind, eventId, officeId);

export const task = aggregate<Task, TaskEvent>({
  category: 'task',
  idField: 'taskId',
  events,
  initialState: initialTask,
  evolve: evolveTask,
  parties: (state) => {
    const assigneeId = assigneeOf(state);
    return {
      offices: state.stage === 'none' ? [] : [state.officeId],
      persons: assigneeId === null ? [] : [assigneeId],
    };
  },
  prefecture: (state) => (state.stage === 'none' ? null : (officeById(state.officeId)?.prefecture ?? null)),
});
