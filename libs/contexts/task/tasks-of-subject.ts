import type { DomainEvent } from '#platform/event-schema';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { becauseOf } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import { ReassignTask, reassignTask } from './reassign-task.ts';
import { taskKindOf, type TaskKindName } from './task-kinds.ts';
import { taskIdOf } from './task.ts';

/** A task that an event gives rise to. */
export interface OpenedTask {
  readonly kind: TaskKindName;
  readonly officeId: string;
  readonly assigneeId?: string;
  readonly dueAt?: string;
  readonly clockId?: string;
}

/** What an event does to the tasks of what it is about. */
export interface TaskStep {
  /** What has happened: these kinds of task are done. */
  readonly closes?: readonly TaskKindName[];
  /** What nobody has to do any more. */
  readonly cancels?: readonly TaskKindName[] | 'all others';
  /** Whose all that is left for an advisor to do is from now on. */
  readonly gives?: string;
  readonly opens?: readonly OpenedTask[];
}

/** What tasks are about: the stream of a referral, a case. */
export interface TaskSubject {
  readonly subjectCategory: string;
  readonly subjectId: string;
}

type Change =
  | { readonly do: 'close' | 'cancel'; readonly taskId: string }
  | { readonly do: 'give'; readonly taskId: string; readonly to: string }
  | { readonly do: 'open'; readonly task: OpenedTask };

/**
 * The tasks that a process has opened for what it follows, a referral or a case, and what the last event did to them: the
 * state of such processes, which fold steps with {@link tasksAfter} and issue them with {@link taskCommands}.
 */
export interface TasksOf {
  /** Ids of the tasks that are open as far as the process knows, by their kinds. */
  readonly open: { readonly [kind: string]: string };
  readonly changes: readonly Change[];
}

export const noTasks: TasksOf = { open: {}, changes: [] };

/** Ends tasks, hands on those that are left, and opens new ones, in this order. */
export function tasksAfter({ open }: TasksOf, { id }: Pick<DomainEvent, 'id'>, step: TaskStep): TasksOf {
  const { closes = [], cancels = [], gives, opens = [] } = step;
  const known = Object.entries(open);
  const closed = known.filter(([kind]) => closes.some((one) => one === kind));
  const cancelled = known.filter(
    ([kind]) =>
      !closes.some((one) => one === kind) && (cancels === 'all others' || cancels.some((one) => one === kind)),
  );
  const ended = new Set([...closed, ...cancelled].map(([, taskId]) => taskId));
  const left = known.filter(([, taskId]) => !ended.has(taskId));
  const forAdvisor = left.filter(([kind]) => taskKindOf(kind)?.team === 'advisors');
  return {
    open: {
      ...Object.fromEntries(left),
      ...Object.fromEntries(opens.map(({ kind, officeId }) => [kind, taskIdOf(kind, id, officeId)])),
    },
    changes: [
      ...closed.map(([, taskId]) => ({ do: 'close' as const, taskId })),
      ...cancelled.map(([, taskId]) => ({ do: 'cancel' as const, taskId })),
      ...(gives === undefined ? [] : forAdvisor.map(([, taskId]) => ({ do: 'give' as const, taskId, to: gives }))),
      ...opens.map((task) => ({ do: 'open' as const, task })),
    ],
  };
}

/**
 * The commands for what an event did.
 *
 * @param about what the tasks are about, where that is not what the event is of
 */
export function taskCommands(
  { changes }: TasksOf,
  event: DomainEvent,
  about: TaskSubject = subjectOf(event),
): readonly PlannedCommand[] {
  const because = becauseOf(event);
  return changes.map((change) => {
    switch (change.do) {
      case 'close':
        return issue(closeTask, CloseTask, { taskId: change.taskId, because });
      case 'cancel':
        return issue(cancelTask, CancelTask, { taskId: change.taskId, because });
      case 'give':
        return issue(reassignTask, ReassignTask, { taskId: change.taskId, assigneeId: change.to });
      case 'open':
        return issue(openTask, OpenTask, { ...change.task, because, ...about });
    }
  });
}

function subjectOf({ stream, streamId }: DomainEvent): TaskSubject {
  return { subjectCategory: stream.slice(0, stream.indexOf('-')), subjectId: streamId };
}
