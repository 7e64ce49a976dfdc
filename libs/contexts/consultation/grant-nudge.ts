import { processManager } from '#contexts/kernel';
import { becauseOf, CloseTask, closeTask, OpenTask, openTask } from '#contexts/task';
import { issue, type Reaction } from '#platform/process-managers';

/** A fact by id and type. */
interface FactId {
  readonly id: string;
  readonly type: string;
}

/** A consultation, as far as somebody has to be reminded of it. */
interface Consultation {
  readonly officeId: string;
  readonly advisorId: string;
  readonly decideBy: string;
  readonly openedBy: FactId;
  /** What was decided, whichever way. */
  readonly decidedBy: FactId | null;
  /** The reminder. */
  readonly taskId: string | null;
}

const KIND = 'decide_on_recommendation';

/**
 * An owner asked about grants during a visit, and the business days that the agreement has for a decision have passed
 * without one: the advisor is reminded. The day was reckoned by the decision that opened the consultation.
 */
export const grantNudge = processManager({
  name: 'grant-nudge',
  version: 1,
  startsOn: ['GrantConsultationOpened'],
  actsFrom: 'the beginning',
  correlateBy: {
    GrantConsultationOpened: ({ streamId }) => streamId,
    ConsultantRecommended: ({ streamId }) => streamId,
    RecommendationNotRequired: ({ streamId }) => streamId,
    OwnConsultantRecorded: ({ streamId }) => streamId,
    RecommendationDeclined: ({ streamId }) => streamId,
    // Its own reminder: only what was opened can be closed.
    TaskOpened: ({ data: { kind, subjectId } }) => (kind === KIND ? subjectId : undefined),
  },
  evolve: (state: Consultation | undefined, event): Consultation | undefined => {
    const { id, type } = event;
    if (event.type === 'GrantConsultationOpened') {
      const { officeId, advisorId, decideBy } = event.data;
      return { officeId, advisorId, decideBy, openedBy: { id, type }, decidedBy: null, taskId: null };
    }
    if (event.type === 'TaskOpened') return state && { ...state, taskId: event.streamId };
    return state && { ...state, decidedBy: { id, type } };
  },
  react: (state, event) => {
    if (!state) return {};
    const { officeId, advisorId, decideBy, openedBy } = state;
    switch (event.type) {
      case '$timer': {
        const subject = { subjectCategory: 'grantconsultation', subjectId: event.instance };
        const because = becauseOf(openedBy);
        const task = { kind: KIND, officeId, assigneeId: advisorId, dueAt: decideBy, because, ...subject };
        return { commands: [issue(openTask, OpenTask, task)] };
      }
      case 'GrantConsultationOpened':
        return { timers: [{ set: 'decide', at: decideBy }] };
      case 'TaskOpened':
        return closing(state);
      default:
        return { ...closing(state), timers: [{ cancel: 'decide' }] };
    }
  },
});

/** The reminder is moot as soon as there is a decision, whichever of the two was recorded first. */
function closing({ taskId, decidedBy }: Consultation): Reaction {
  if (taskId === null || decidedBy === null) return {};
  return { commands: [issue(closeTask, CloseTask, { taskId, because: becauseOf(decidedBy) })] };
}
