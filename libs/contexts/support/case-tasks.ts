import { clockIdOf } from '#contexts/clock';
import { processManager } from '#contexts/kernel';
import { noTasks, taskCommands, tasksAfter, type TasksOf, type TaskStep } from '#contexts/task';
import { FOR_CONSENT } from './held-for-consent.ts';
import { supportCaseIdOf } from './support-case.ts';

/** Who has to do with a support case, and what is left to do about it. */
interface CaseTasks {
  readonly caseId: string;
  readonly tasks: TasksOf;
  readonly officeId: string;
  /** By when first contact has to be made, which somebody has to be found for before, and the clock that says so. */
  readonly contact: { readonly dueAt: string; readonly clockId: string };
  /** null: nobody yet. */
  readonly advisorId: string | null;
}

/** What has to be done about a support case at each of its stages, and by whom: each task is closed by what it asks for. */
export const caseTasks = processManager({
  name: 'case-tasks',
  version: 1,
  startsOn: ['SupportRequested'],
  actsFrom: 'the beginning',
  correlateBy: {
    SupportRequested: ({ streamId }) => streamId,
    AdvisorAssigned: ({ streamId }) => streamId,
    AdvisorReassigned: ({ streamId }) => streamId,
    CaseHeld: ({ streamId }) => streamId,
    CaseResumed: ({ streamId }) => streamId,
    SupportInitiated: ({ streamId }) => streamId,
    NeedsAssessed: ({ streamId }) => streamId,
    PlacementEstablished: ({ streamId }) => streamId,
    CaseNotEstablished: ({ streamId }) => streamId,
    CaseClosed: ({ streamId }) => streamId,
    ReferralWithdrawn: ({ streamId }) => supportCaseIdOf(streamId),
  },
  evolve: (state: CaseTasks | undefined, event): CaseTasks | undefined => {
    if (event.type === 'SupportRequested') {
      const { officeId, firstContactBy } = event.data;
      const contact = { dueAt: firstContactBy, clockId: clockIdOf(firstContactClock(event.data), event.id) };
      const opens = [{ kind: 'assign_advisor' as const, officeId, ...contact }];
      return {
        caseId: event.streamId,
        tasks: tasksAfter(noTasks, event, { opens }),
        officeId,
        contact,
        advisorId: null,
      };
    }
    if (state === undefined) return undefined;
    const after = (step: TaskStep, more: Partial<CaseTasks> = {}): CaseTasks => ({
      ...state,
      ...more,
      tasks: tasksAfter(state.tasks, event, step),
    });
    const { officeId } = state;
    const forAdvisor = { officeId, ...(state.advisorId !== null && { assigneeId: state.advisorId }) };
    const isAsked = 'ask_owner_continues' in state.tasks.open;
    const asking = isAsked ? [] : [{ kind: 'ask_owner_continues' as const, ...forAdvisor }];
    switch (event.type) {
      case 'AdvisorAssigned': {
        const { advisorId } = event.data;
        if (state.advisorId !== null) return after({ gives: advisorId }, { advisorId });
        const contact = { kind: 'contact_owner' as const, officeId, assigneeId: advisorId };
        return after({ closes: ['assign_advisor'], opens: [{ ...contact, ...state.contact }] }, { advisorId });
      }
      case 'AdvisorReassigned': {
        const { advisorId } = event.data;
        return after({ gives: advisorId }, { advisorId });
      }
      case 'CaseHeld':
        return after(
          event.data.reason === FOR_CONSENT ? { opens: [{ kind: 'stop_use', ...forAdvisor }, ...asking] } : {},
        );
      case 'CaseResumed':
        return after(event.data.reason === FOR_CONSENT ? { cancels: ['stop_use', 'ask_owner_continues'] } : {});
      // The case goes on if the owner wishes: it is theirs, and not the referral's.
      case 'ReferralWithdrawn':
        return after({ opens: asking });
      case 'SupportInitiated':
        return after({
          closes: ['contact_owner'],
          opens: [
            {
              kind: 'assess_need',
              ...forAdvisor,
              dueAt: event.data.assessBy,
              clockId: clockIdOf('assessment', event.id),
            },
          ],
        });
      case 'NeedsAssessed':
        return after({ closes: ['assess_need'] });
      case 'PlacementEstablished':
      case 'CaseNotEstablished':
        return after({ cancels: 'all others', opens: [{ kind: 'close_case', ...forAdvisor }] });
      case 'CaseClosed':
        return after({ closes: ['close_case'], cancels: 'all others' });
      default:
        return event satisfies never;
    }
  },
  react: (state, event) =>
    event.type === '$timer' || !state
      ? {}
      : { commands: taskCommands(state.tasks, event, { subjectCategory: 'supportcase', subjectId: state.caseId }) },
});

/** The clock of first contact: in a layoff the same day. */
const firstContactClock = ({ circumstances }: { readonly circumstances: readonly string[] }) =>
  circumstances.includes('LAYOFF') ? 'firstContactLayoff' : 'firstContact';
