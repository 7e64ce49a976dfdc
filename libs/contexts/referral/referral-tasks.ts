import { processManager } from '#contexts/kernel';
import { clockIdOf } from '#contexts/clock';
import { noTasks, taskCommands, tasksAfter, type OpenedTask, type TasksOf, type TaskStep } from '#contexts/task';
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
  /** Id of the event that began it, and its clock. */
  readonly referredBy: string;
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
    ReferralRedirected: ({ streamId }) => streamId,
    RedirectAccepted: ({ streamId }) => streamId,
    RedirectRefused: ({ streamId }) => streamId,
    ReferralLapsed: ({ streamId }) => streamId,
    ReferralReopened: ({ streamId }) => streamId,
    DuplicateReferralDetected: ({ streamId }) => streamId,
    DuplicateReferralMarked: ({ streamId }) => streamId,
    DuplicateReferralUnmarked: ({ streamId }) => streamId,
    ReferralConsentBlocked: ({ streamId }) => streamId,
    ReferralConsentUnblocked: ({ streamId }) => streamId,
    SupportCaseLinked: ({ streamId }) => streamId,
    ReferralOutcomeReported: ({ streamId }) => streamId,
    OutcomeAcknowledged: ({ streamId }) => streamId,
    OutcomeDeemedAcknowledged: ({ streamId }) => streamId,
  },
  evolve: (state: ReferralTasks | undefined, event): ReferralTasks | undefined => {
    if (event.type === 'ClientReferred') {
      const { consultantId, associationId, officeId } = event.data;
      const first =
        officeId === null
          ? { kind: 'route_referral' as const, officeId: iescHeadquarters.id }
          : { kind: 'acknowledge_referral' as const, officeId, clockId: clockIdOf('acknowledgeReferral', event.id) };
      const tasks = tasksAfter(noTasks, event, { opens: [first] });
      return { tasks, consultantId, associationId, officeId, advisorId: null, referredBy: event.id };
    }
    if (state === undefined) return undefined;
    const after = (step: TaskStep, more: Partial<ReferralTasks> = {}): ReferralTasks => ({
      ...state,
      ...more,
      tasks: tasksAfter(state.tasks, event, step),
    });
    const office = state.officeId ?? iescHeadquarters.id;
    const forConsultant = { officeId: state.associationId, assigneeId: state.consultantId };
    switch (event.type) {
      case 'ReferralRouted': {
        const { officeId } = event.data;
        if (officeId === iescHeadquarters.id) {
          const toRoute = [{ kind: 'route_referral' as const, officeId }];
          return after({ cancels: ['acknowledge_referral'], opens: toRoute }, { officeId });
        }
        const clockId = clockIdOf('acknowledgeReferral', state.referredBy);
        const opens = [{ kind: 'acknowledge_referral' as const, officeId, clockId }];
        return after({ closes: ['route_referral'], opens }, { officeId });
      }
      case 'ReferralAcknowledged':
        return after({
          closes: ['acknowledge_referral'],
          cancels: ['route_referral'],
          opens: [{ kind: 'take_referral', officeId: office, clockId: clockIdOf('takeReferral', event.id) }],
        });
      case 'ReferralTaken': {
        const { advisorId, decideBy: dueAt } = event.data;
        const clockId = clockIdOf('decideReferral', event.id);
        const opens = [{ kind: 'decide_referral' as const, officeId: office, assigneeId: advisorId, dueAt, clockId }];
        return after({ closes: ['take_referral'], opens }, { advisorId });
      }
      case 'ReferralAssigned': {
        const { advisorId } = event.data;
        return after({ gives: advisorId }, { advisorId });
      }
      case 'InformationRequested': {
        const due = { dueAt: event.data.replyBy, clockId: clockIdOf('replyToInformationRequest', event.id) };
        return after({ opens: [{ kind: 'supply_information', ...forConsultant, ...due }] });
      }
      case 'InformationSupplied':
        return after({ closes: ['supply_information'] });
      case 'ReferralAccepted': {
        const advisor = state.advisorId === null ? {} : { assigneeId: state.advisorId };
        return after({ closes: ['decide_referral'], opens: [{ kind: 'ask_owner', officeId: office, ...advisor }] });
      }
      case 'ReferralDeclined':
        return after({ closes: ['decide_referral'], cancels: 'all others' });
      case 'ReferralRedirected': {
        const { to: officeId, answerBy: dueAt } = event.data;
        const clockId = clockIdOf('answerRedirect', event.id);
        return after({ opens: [{ kind: 'answer_redirect', officeId, dueAt, clockId }] });
      }
      case 'RedirectAccepted': {
        const { officeId, acknowledgeBy: dueAt } = event.data;
        const clockId = clockIdOf('acknowledgeReferral', event.id);
        const opens = [{ kind: 'acknowledge_referral' as const, officeId, dueAt, clockId }];
        return after({ closes: ['answer_redirect'], cancels: 'all others', opens }, { officeId, advisorId: null });
      }
      case 'RedirectRefused':
        return after({ closes: ['answer_redirect'] });
      case 'ReferralReopened': {
        const { stage, advisorId, decideBy } = event.data;
        const due = decideBy === null ? {} : { dueAt: decideBy };
        return after({ opens: atStage(stage, event.id, { ...state, advisorId }, due) }, { advisorId });
      }
      case 'DuplicateReferralUnmarked':
        return after({ opens: atStage(event.data.stage, event.id, state) });
      case 'ReferralConsentBlocked': {
        const advisor = state.advisorId === null ? {} : { assigneeId: state.advisorId };
        return after({ opens: [{ kind: 'stop_use', officeId: office, ...advisor }] });
      }
      case 'ReferralConsentUnblocked':
        return after({ cancels: ['stop_use'] });
      case 'DuplicateReferralDetected':
        return after(
          'check_duplicate' in state.tasks.open ? {} : { opens: [{ kind: 'check_duplicate', officeId: office }] },
        );
      case 'DuplicateReferralMarked':
        return after({ closes: ['check_duplicate'], cancels: 'all others' });
      case 'ReferralLapsed':
      case 'ReferralWithdrawn':
        return after({ cancels: 'all others' });
      case 'SupportCaseLinked':
        return after({ closes: ['ask_owner'], cancels: 'all others' });
      case 'ReferralOutcomeReported':
        return after({
          opens: [{ kind: 'note_outcome', ...forConsultant, clockId: clockIdOf('acknowledgeOutcome', event.id) }],
        });
      case 'OutcomeAcknowledged':
        return after({ closes: ['note_outcome'] });
      case 'OutcomeDeemedAcknowledged':
        return after({ cancels: ['note_outcome'] });
      default:
        return event satisfies never;
    }
  },
  react: (state, event) => (event.type === '$timer' || !state ? {} : { commands: taskCommands(state.tasks, event) }),
});

/**
 * What is left to do about a referral that comes back to a stage.
 *
 * @param eventId of what brought it back, which begins the time for it
 * @param due of a decision, where it is known by then
 */
function atStage(
  stage: string,
  eventId: string,
  { officeId, advisorId, associationId, consultantId }: ReferralTasks,
  due: Pick<OpenedTask, 'dueAt'> = {},
): readonly OpenedTask[] {
  const inOffice = { officeId: officeId ?? iescHeadquarters.id };
  const byAdvisor = { ...inOffice, ...(advisorId !== null && { assigneeId: advisorId }) };
  const within = (kind: Parameters<typeof clockIdOf>[0]) => ({ clockId: clockIdOf(kind, eventId) });
  switch (stage) {
    case 'submitted':
      return [{ kind: 'acknowledge_referral', ...inOffice, ...within('acknowledgeReferral') }];
    case 'received':
      return [{ kind: 'take_referral', ...inOffice, ...within('takeReferral') }];
    case 'under_review':
      return [{ kind: 'decide_referral', ...byAdvisor, ...due, ...within('decideReferral') }];
    case 'returned': {
      const forConsultant = { officeId: associationId, assigneeId: consultantId };
      return [{ kind: 'supply_information', ...forConsultant, ...within('replyToInformationRequest') }];
    }
    case 'accepted':
      return [{ kind: 'ask_owner', ...byAdvisor }];
    default:
      return [];
  }
}
