import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { becauseOf } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import type { TaskKindName } from './task-kinds.ts';
import { taskIdOf } from './task.ts';

/** The tasks that an overdue clock has been brought to people by. */
interface Escalated {
  readonly taskIds: readonly string[];
}

/** What is asked of whom it is brought before, by their role. */
const KINDS: { readonly [role: string]: TaskKindName } = {
  'iesc.office_manager': 'see_to_overdue_in_office',
  'nasilc.pref_liaison': 'see_to_overdue_in_association',
  'iesc.hq_coordinator': 'see_to_overdue_at_headquarters',
  'nasilc.hq_liaison': 'see_to_overdue_at_federation',
};

/**
 * What was not done in time is brought, level by level, before who is in charge of the office, its headquarters, and both
 * headquarters; each of them has a task until it is done, or nobody has to do it any more.
 */
export const escalation = processManager({
  name: 'escalation',
  version: 1,
  startsOn: ['ClockEscalated'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClockEscalated: ({ streamId }) => streamId,
    ClockMet: ({ streamId }) => streamId,
    ClockCancelled: ({ streamId }) => streamId,
    ClockWaived: ({ streamId }) => streamId,
  },
  evolve: (state: Escalated | undefined, event): Escalated | undefined => {
    if (event.type !== 'ClockEscalated') return state;
    const opened = event.data.to.flatMap(({ role, officeId }) => {
      const kind = KINDS[role];
      return kind === undefined ? [] : [taskIdOf(kind, event.id, officeId)];
    });
    return { taskIds: [...(state?.taskIds ?? []), ...opened] };
  },
  react: (state, event) => {
    if (!state || event.type === '$timer') return {};
    const because = becauseOf(event);
    switch (event.type) {
      case 'ClockEscalated': {
        const { subjectCategory, subjectId } = event.data.about;
        const tasks = event.data.to.flatMap(({ role, officeId }) => {
          const kind = KINDS[role];
          return kind === undefined ? [] : [{ kind, officeId, subjectCategory, subjectId, because }];
        });
        return { commands: tasks.map((task) => issue(openTask, OpenTask, task)) };
      }
      case 'ClockMet':
        return { commands: state.taskIds.map((taskId) => issue(closeTask, CloseTask, { taskId, because })) };
      default:
        return { commands: state.taskIds.map((taskId) => issue(cancelTask, CancelTask, { taskId, because })) };
    }
  },
});
