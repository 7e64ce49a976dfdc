import { processManager, type Events } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { dayOf } from '#reference-data';
import { CoverTask, coverTask } from './cover-task.ts';

/** Who stands in for a member, from which day to which, both inclusive. */
interface Cover {
  readonly delegationId: string;
  readonly delegateId: string;
  /** Where it was stated: it is of that office's tasks alone. */
  readonly officeId: string;
  readonly from: string;
  readonly until: string;
}

/** A member of staff: what they have to do, and who stands in for them when. */
interface Member {
  readonly userId: string;
  readonly tasks: readonly string[];
  readonly covers: readonly Cover[];
}

/**
 * While a member is away their tasks go to who stands in for them: on the first day all that they have, afterwards each that
 * they are given. Where that one is away too, it goes on to theirs; a circle ends in the team's queue (see `cover-task`).
 * A delegation is of one office, and of its tasks alone (`cover-task` looks at whose a task is): of two that run at once each
 * is told.
 * When the member is back, what is new is theirs again, and what was covered stays with who has begun it.
 */
export const absence = processManager({
  name: 'absence',
  version: 2,
  startsOn: ['AuthorityDelegated', 'TaskOpened', 'TaskClaimed', 'TaskReassigned'],
  actsFrom: 'the beginning',
  correlateBy: {
    AuthorityDelegated: ({ data: { delegatorId } }) => delegatorId,
    DelegationEnded: ({ data: { delegatorId } }) => delegatorId,
    TaskOpened: ({ data: { assigneeId } }) => assigneeId ?? undefined,
    TaskClaimed: ({ data: { assigneeId } }) => assigneeId,
    TaskReassigned: ({ data: { from, to } }) => [from, to].filter((userId) => userId !== null),
    TaskReturned: ({ data: { assigneeId } }) => assigneeId,
    TaskCompleted: ({ data: { assigneeId } }) => assigneeId,
    TaskClosed: ({ data: { assigneeId } }) => assigneeId ?? undefined,
    TaskCancelled: ({ data: { assigneeId } }) => assigneeId ?? undefined,
  },
  evolve: (state: Member | undefined, event): Member | undefined => {
    switch (event.type) {
      case 'AuthorityDelegated': {
        const { delegatorId: userId, delegationId, delegateId, officeId, from, until } = event.data;
        const cover = { delegationId, delegateId, officeId, from, until };
        return { userId, tasks: state?.tasks ?? [], covers: [...(state?.covers ?? []), cover] };
      }
      case 'DelegationEnded': {
        const { delegationId } = event.data;
        return left(state && { ...state, covers: state.covers.filter((cover) => cover.delegationId !== delegationId) });
      }
      case 'TaskOpened':
      case 'TaskClaimed':
        return having(state, event.data.assigneeId!, event.streamId);
      case 'TaskReassigned': {
        const { to } = event.data;
        // Of whom nothing is known, it comes to: who gives it away has it.
        const isTheirs = to !== null && (state === undefined || state.userId === to);
        return isTheirs ? having(state, to, event.streamId) : rid(state, event.streamId);
      }
      default:
        return rid(state, event.streamId);
    }
  },
  react: (state, event) => {
    switch (event.type) {
      case 'AuthorityDelegated': {
        const { delegationId, from } = event.data;
        return { timers: [{ set: delegationId, at: new Date(`${from}T00:00:00+09:00`).toISOString() }] };
      }
      case 'DelegationEnded':
        return state ? { timers: [{ cancel: event.data.delegationId }] } : {};
      case '$timer': {
        const cover = state?.covers.find(({ delegationId }) => delegationId === event.name);
        if (!state || !cover) return {};
        return { commands: state.tasks.map((taskId) => covering(state.userId, cover, taskId)) };
      }
      case 'TaskOpened':
      case 'TaskReassigned': {
        if (!state?.tasks.includes(event.streamId)) return {};
        return { commands: coversOn(state, event).map((cover) => covering(state.userId, cover, event.streamId)) };
      }
      default:
        return {};
    }
  },
});

const having = (state: Member | undefined, userId: string, taskId: string): Member => ({
  userId,
  tasks: [...(state?.tasks ?? []).filter((one) => one !== taskId), taskId],
  covers: state?.covers ?? [],
});

const rid = (state: Member | undefined, taskId: string) =>
  left(state && { ...state, tasks: state.tasks.filter((one) => one !== taskId) });

/** Of a member who has nothing to do and is not away, nothing has to be known. */
const left = (state: Member | undefined): Member | undefined =>
  state && state.tasks.length + state.covers.length > 0 ? state : undefined;

function coversOn({ covers }: Member, { recordedAt }: Pick<Events['TaskOpened'], 'recordedAt'>): readonly Cover[] {
  const day = dayOf(recordedAt);
  return covers.filter(({ from, until }) => from <= day && day <= until);
}

const covering = (absentId: string, { delegateId, officeId }: Cover, taskId: string) =>
  issue(coverTask, CoverTask, { taskId, absentId, delegateId, officeId });
