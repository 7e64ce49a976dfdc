import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { headquartersOf } from '#reference-data';
import { becauseOf } from './because.ts';
import { CancelTask, cancelTask } from './cancel-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import type { TaskKindName } from './task-kinds.ts';
import { taskIdOf } from './task.ts';

/** An office that is or was suspended, and what its headquarters have or had to see to meanwhile. */
interface Known {
  readonly isSuspended: boolean;
  readonly taskIds: readonly string[];
  /** Whether the last event is something to see to. */
  readonly asks: boolean;
}

/** What is asked of an organisation's headquarters. */
const KINDS = {
  iesc: 'see_to_suspended_office',
  nasilc: 'see_to_suspended_association',
} as const satisfies { readonly [organisation: string]: TaskKindName };

/** The headquarters of an office, and what they are asked. */
function askedOf(officeId: string): { readonly kind: TaskKindName; readonly officeId: string } {
  const { id, organisation } = headquartersOf(officeId);
  return { kind: KINDS[organisation], officeId: id };
}

/**
 * While an office is suspended nobody is there: its headquarters have a task to see to what its people have in hand, and one
 * for each owner's request that comes to it meanwhile. When it is back they are its own again.
 */
export const suspendedOffices = processManager({
  name: 'suspended-offices',
  version: 1,
  startsOn: ['OfficeSuspended'],
  actsFrom: 'the beginning',
  correlateBy: {
    OfficeSuspended: ({ data: { officeId } }) => officeId,
    OfficeResumed: ({ data: { officeId } }) => officeId,
    SupportRequested: ({ data: { officeId } }) => officeId,
  },
  evolve: (state: Known | undefined, event): Known | undefined => {
    if (event.type === 'OfficeResumed') return state && { ...state, isSuspended: false, asks: false };
    const isSuspended = state?.isSuspended ?? false;
    if (event.type === 'SupportRequested' && !isSuspended) return undefined;
    // Suspended for another reason, or until another day, it is what it was.
    if (event.type === 'OfficeSuspended' && isSuspended) return state && { ...state, asks: false };
    const { kind, officeId } = askedOf(event.data.officeId);
    const taskIds = isSuspended ? (state?.taskIds ?? []) : [];
    return { isSuspended: true, taskIds: [...taskIds, taskIdOf(kind, event.id, officeId)], asks: true };
  },
  react: (state, event) => {
    if (!state || event.type === '$timer') return {};
    const because = becauseOf(event);
    if (event.type === 'OfficeResumed') {
      return { commands: state.taskIds.map((taskId) => issue(cancelTask, CancelTask, { taskId, because })) };
    }
    if (!state.asks) return {};
    const subjectCategory = event.type === 'SupportRequested' ? 'supportcase' : 'office';
    const about = { subjectCategory, subjectId: event.streamId };
    return { commands: [issue(openTask, OpenTask, { ...askedOf(event.data.officeId), ...about, because })] };
  },
});
