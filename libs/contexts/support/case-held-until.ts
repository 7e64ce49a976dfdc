import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { afterDay } from '#reference-data';
import { ResumeCase, resumeCase } from './resume-case.ts';

/** A case that was held until a day goes on by itself on the next one, as far as that reason is concerned. */
export const caseHeldUntil = processManager({
  name: 'case-held-until',
  version: 1,
  startsOn: ['CaseHeld'],
  actsFrom: 'the beginning',
  correlateBy: {
    CaseHeld: ({ streamId }) => streamId,
    CaseResumed: ({ streamId }) => streamId,
    CaseNotEstablished: ({ streamId }) => streamId,
    CaseClosed: ({ streamId }) => streamId,
  },
  evolve: (reasons: readonly string[] | undefined, event): readonly string[] | undefined => {
    switch (event.type) {
      case 'CaseHeld':
        return [...(reasons ?? []).filter((reason) => reason !== event.data.reason), event.data.reason];
      case 'CaseResumed': {
        const left = (reasons ?? []).filter((reason) => reason !== event.data.reason);
        return left.length === 0 ? undefined : left;
      }
      default:
        return undefined;
    }
  },
  react: (reasons, event) => {
    switch (event.type) {
      case 'CaseHeld': {
        const { reason, until } = event.data;
        return until === null ? {} : { timers: [{ set: reason, at: afterDay(until) }] };
      }
      case 'CaseResumed':
        return reasons === undefined ? {} : { timers: [{ cancel: event.data.reason }] };
      case '$timer':
        return { commands: [issue(resumeCase, ResumeCase, { caseId: event.instance, reason: event.name })] };
      default:
        return {};
    }
  },
});
