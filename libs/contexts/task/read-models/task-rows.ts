import type { Events } from '#contexts/kernel';
import { boolean, instant, key, text, type Handlers, type RowOf } from '#platform/projections';
import { taskTeamOf } from '../task-teams.ts';

/** What is told of a task, in whichever list: ids, codes and instants, never what it is about in words. */
export const taskColumns = {
  taskId: key(),
  kind: text(),
  team: text(),
  officeId: text(),
  /** Whose people the team is of. */
  organisation: text(),
  stage: text(),
  /** Whether something is left to do. */
  isOpen: boolean(),
  /** Who has it, or had it last. */
  assigneeId: text().nullable(),
  /** Code of why it was last given back to the team. */
  returnReason: text().nullable(),
  dueAt: instant().nullable(),
  /** Was due and was not done; stays true when it is done in the end. */
  isOverdue: boolean(),
  subjectCategory: text(),
  subjectId: text(),
  /** Why it exists: id and type of the event. */
  becauseEventId: text(),
  becauseType: text(),
  openedAt: instant(),
  /** Why it ended, where a fact ended it: id and type of the event. */
  endedByEventId: text().nullable(),
  endedByType: text().nullable(),
  endedAt: instant().nullable(),
} as const;

type TaskRow = RowOf<typeof taskColumns>;

/** How a task's events become its row. */
export const taskHandlers: Handlers<Events, TaskRow> = {
  TaskOpened: ({ data, streamId, occurredAt }) => ({
    taskId: streamId,
    kind: data.kind,
    team: data.team,
    officeId: data.officeId,
    organisation: taskTeamOf(data.team)?.organisation ?? '',
    stage: data.assigneeId === null ? 'open' : 'assigned',
    isOpen: true,
    assigneeId: data.assigneeId,
    returnReason: null,
    dueAt: data.dueAt,
    isOverdue: false,
    subjectCategory: data.subjectCategory,
    subjectId: data.subjectId,
    becauseEventId: data.because.eventId,
    becauseType: data.because.type,
    openedAt: occurredAt,
    endedByEventId: null,
    endedByType: null,
    endedAt: null,
  }),
  TaskClaimed: ({ data: { assigneeId } }, row) => row && { ...row, stage: 'assigned', assigneeId },
  TaskStarted: (_, row) => row && { ...row, stage: 'in_progress' },
  TaskReturned: ({ data: { reason } }, row) =>
    row && { ...row, stage: 'returned', assigneeId: null, returnReason: reason },
  TaskReassigned: ({ data: { to } }, row) =>
    row && { ...row, stage: to === null ? 'open' : 'assigned', assigneeId: to },
  TaskCompleted: ({ occurredAt }, row) => row && { ...row, stage: 'done', isOpen: false, endedAt: occurredAt },
  TaskClosed: (event, row) => row && ended(row, 'done', event),
  TaskCancelled: (event, row) => row && ended(row, 'cancelled', event),
  TaskDueMoved: ({ data: { dueAt } }, row) => row && { ...row, dueAt },
  TaskOverdue: (_, row) => row && { ...row, isOverdue: true },
};

function ended(row: TaskRow, stage: string, { data: { because }, occurredAt }: Events['TaskClosed' | 'TaskCancelled']) {
  return {
    ...row,
    stage,
    isOpen: false,
    endedByEventId: because.eventId,
    endedByType: because.type,
    endedAt: occurredAt,
  };
}
