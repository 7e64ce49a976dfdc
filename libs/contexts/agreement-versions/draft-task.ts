import { processManager } from '#contexts/kernel';
import {
  becauseOf,
  CancelTask,
  cancelTask,
  CloseTask,
  closeTask,
  OpenTask,
  openTask,
  taskIdOf,
  type TaskKindName,
} from '#contexts/task';
import { issue } from '#platform/process-managers';
import { addDays, endOfDay, iescHeadquarters, nasilcHeadquarters } from '#reference-data';

/** The task that a draft was last given. */
interface Asked {
  readonly kind: TaskKindName;
  readonly officeId: string;
  readonly taskId: string;
  /** The end of the last day on which it can be confirmed. */
  readonly dueAt: string;
}

/**
 * What one organisation recorded of the agreement awaits the other: their headquarters have a task for it, which is done when
 * they confirm and moot when the draft is discarded.
 */
export const draftTask = processManager({
  name: 'draft-task',
  version: 1,
  startsOn: ['AgreementRegistered', 'AgreementAmended'],
  actsFrom: 'the beginning',
  correlateBy: {
    AgreementRegistered: ({ streamId, data }) => (data.awaits === null ? undefined : streamId),
    AgreementAmended: ({ streamId, data }) => (data.awaits === null ? undefined : streamId),
    AgreementConfirmed: ({ streamId }) => streamId,
    AgreementDraftDiscarded: ({ streamId }) => streamId,
  },
  evolve: (state: Asked | undefined, event): Asked | undefined => {
    if (event.type !== 'AgreementRegistered' && event.type !== 'AgreementAmended') return state;
    const { awaits, inForceFrom } = event.data;
    const asked =
      awaits === 'iesc'
        ? ({ kind: 'confirm_agreement_at_headquarters', officeId: iescHeadquarters.id } as const)
        : ({ kind: 'confirm_agreement_at_federation', officeId: nasilcHeadquarters.id } as const);
    const taskId = taskIdOf(asked.kind, event.id, asked.officeId);
    return { ...asked, taskId, dueAt: endOfDay(addDays(inForceFrom, -1)) };
  },
  react: (state, event) => {
    if (!state || event.type === '$timer') return {};
    const { kind, officeId, taskId, dueAt } = state;
    const because = becauseOf(event);
    switch (event.type) {
      case 'AgreementConfirmed':
        return { commands: [issue(closeTask, CloseTask, { taskId, because })] };
      case 'AgreementDraftDiscarded':
        return { commands: [issue(cancelTask, CancelTask, { taskId, because })] };
      default: {
        const subject = { subjectCategory: 'agreement', subjectId: event.streamId };
        return { commands: [issue(openTask, OpenTask, { kind, officeId, dueAt, because, ...subject })] };
      }
    }
  },
});
