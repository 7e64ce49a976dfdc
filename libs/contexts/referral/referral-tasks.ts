import { processManager } from '#contexts/kernel';
import { noTasks, taskCommands, tasksAfter, type TasksOf } from '#contexts/task';
import { iescHeadquarters } from '#reference-data';

/** Who has to do with a referral, and what is left to do about it. */
interface ReferralTasks {
  readonly tasks: TasksOf;
  readonly consultantId: string;
  readonly associationId: string;
  /** null: in headquarters' triage. */
  readonly officeId: string | null;
  /** Has taken it under review. */
  readonly advisorId: string | null;
}

/** What has to be done about a referral at each of its stages, and by whom: each task is closed by what it asks for. */
export const referralTasks = processManager({
  name: 'referral-tasks',
  version: 1,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: ({ streamId }) => streamId,
    ReferralRouted: ({ streamId }) => streamId,
    ReferralAcknowledged: ({ streamId }) => streamId,
    ReferralTaken: ({ streamId }) => streamId,
    ReferralAssigned: ({ streamId }) => streamId,
    InformationRequested: ({ streamId }) => streamId,
    InformationSupplied: ({ streamId }) => streamId,
    ReferralAccepted: ({ streamId }) => streamId,
    ReferralDeclined: ({ streamId }) => streamId,
    ReferralWithdrawn: ({ streamId }) => streamId,
    SupportCaseLinked: ({ streamId }) => streamId,
    ReferralOutcomeReported: ({ streamId }) => streamId,
    OutcomeAcknowledged: ({ streamId }) => streamId,
  },
  evolve: (state: ReferralTasks | undefined, event): ReferralTasks | undefined => {
    if (event.type === 'ClientReferred') {
      const { consultantId, associationId, officeId } = event.data;
      const first =
        officeId === null
          ? { kind: 'route_referral' as const, officeId: iescHeadquarters.id }
          : { kind: 'acknowledge_referral' as const, officeId };
      const tasks = tasksAfter(noTasks, event, { opens: [first] });
      return { tasks, consultantId, associationId, officeId, advisorId: null };
    }
    if (state === undefined) return undefined;
    const after = (step: Parameters<typeof tasksAfter>[2], more: Partial<ReferralTasks> = {}): ReferralTasks => ({
      ...state,
      ...more,
      tasks: tasksAfter(state.tasks, event, step),
    });
    const office = state.officeId ?? iescHeadquarters.id;
    const forConsultant = { officeId: state.associationId, assigneeId: state.consultantId };
    switch (event.type) {
      case 'ReferralRouted': {
        const { officeId } = event.data;
        const opens = [{ kind: 'acknowledge_referral' as const, officeId }];
        return after({ closes: ['route_referral'], opens }, { officeId });
      }
      case 'ReferralAcknowledged':
        return after({
          closes: ['acknowledge_referral'],
          cancels: ['route_referral'],
          opens: [{ kind: 'take_referral', officeId: office }],
        });
      case 'ReferralTaken': {
        const { advisorId, decideBy: dueAt } = event.data;
        const opens = [{ kind: 'decide_referral' as const, officeId: office, assigneeId: advisorId, dueAt }];
        return after({ closes: ['take_referral'], opens }, { advisorId });
      }
      case 'ReferralAssigned': {
        const { advisorId } = event.data;
        return after({ gives: advisorId }, { advisorId });
      }
      case 'InformationRequested':
        return after({ opens: [{ kind: 'supply_information', ...forConsultant, dueAt: event.data.replyBy }] });
      case 'InformationSupplied':
        return after({ closes: ['supply_information'] });
      case 'ReferralAccepted': {
        const advisor = state.advisorId === null ? {} : { assigneeId: state.advisorId };
        return after({ closes: ['decide_referral'], opens: [{ kind: 'ask_owner', officeId: office, ...advisor }] });
      }
      case 'ReferralDeclined':
        return after({ closes: ['decide_referral'], cancels: 'all others' });
      case 'ReferralWithdrawn':
        return after({ cancels: 'all others' });
      case 'SupportCaseLinked':
        return after({ closes: ['ask_owner'], cancels: 'all others' });
      case 'ReferralOutcomeReported':
        return after({ opens: [{ kind: 'note_outcome', ...forConsultant }] });
      case 'OutcomeAcknowledged':
        return after({ closes: ['note_outcome'] });
      default:
        return event satisfies never;
    }
  },
  react: (state, event) => (event.type === '$timer' || !state ? {} : { commands: taskCommands(state.tasks, event) }),
});
