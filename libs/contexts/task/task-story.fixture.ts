import {
  TaskCancelled,
  TaskClaimed,
  TaskClosed,
  TaskCompleted,
  TaskOpened,
  TaskReassigned,
  TaskReturned,
  TaskStarted,
} from '#events/task';
import type { Fact } from '#platform/event-schema';
import { Because } from './because.ts';
import type { Task } from './task.ts';

/** One task of Shizuoka's advisors, step by step: the past that specs begin with. */
export const taskId = '0b6c1d9e-43a1-4c57-9b1f-0000000000ba';
export const referralId = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
export const advisorId = 'iesc-advisor-1';
export const dueAt = '2025-11-11T14:59:59.999Z';

/** A fact that something follows from. */
export const fact = (type: string) => ({ eventId: '0b6c1d9e-43a1-4c57-9b1f-0000000000e1', type });
/** The same as commands hold it. */
export const because = (type: string): Because => Object.assign(new Because(), fact(type));

/** To ask the owner for their request: done by hand. */
export const opened = TaskOpened({
  kind: 'ask_owner',
  team: 'advisors',
  officeId: 'iesc-22',
  subjectCategory: 'referral',
  subjectId: referralId,
  assigneeId: null,
  because: fact('ReferralAccepted'),
  dueAt,
  clockId: '0b6c1d9e-43a1-4c57-9b1f-0000000000c0',
});
/** To decide on the referral: done by the decision itself. */
export const openedForAdvisor = TaskOpened({ ...opened.data, kind: 'decide_referral', assigneeId: advisorId });
export const claimed = TaskClaimed({ assigneeId: advisorId });
export const started = TaskStarted({ assigneeId: advisorId });
export const returned = TaskReturned({ assigneeId: advisorId, reason: 'workload' });
export const reassigned = TaskReassigned({ from: advisorId, to: 'iesc-advisor-2', coveredFor: [] });
export const completed = TaskCompleted({ assigneeId: advisorId });
export const closed = TaskClosed({ assigneeId: advisorId, because: fact('SupportCaseLinked') });
export const cancelled = TaskCancelled({ assigneeId: advisorId, because: fact('ReferralWithdrawn') });

type Stage = Exclude<Task['stage'], 'none'>;

/** What has happened to a task at each stage. */
export const until: { readonly [S in Stage]: readonly Fact[] } = {
  open: [opened],
  returned: [opened, claimed, returned],
  assigned: [opened, claimed],
  in_progress: [opened, claimed, started],
  done: [opened, claimed, completed],
  cancelled: [opened, claimed, cancelled],
};

/** Every stage but these, with what has happened by then. */
export function stagesBut(...excepted: readonly Stage[]): readonly (readonly [Stage, readonly Fact[]])[] {
  return (Object.keys(until) as Stage[])
    .filter((stage) => !excepted.includes(stage))
    .map((stage) => [stage, until[stage]]);
}
