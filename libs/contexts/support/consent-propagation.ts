import { COMPANY_IDENTITY } from '#contexts/consent';
import { processManager } from '#contexts/kernel';
import { BlockReferral, blockReferral, UnblockReferral, unblockReferral } from '#contexts/referral';
import type { DomainEvent } from '#platform/event-schema';
import { issue, type PlannedCommand } from '#platform/process-managers';
import { FOR_CONSENT } from './held-for-consent.ts';
import { HoldCase, holdCase } from './hold-case.ts';
import { ResumeCase, resumeCase } from './resume-case.ts';

/** A referral that rests on a consent, with its case, and what the consent has stopped of them. */
interface Resting {
  readonly referralId: string;
  readonly caseId: string | null;
  /** Whether something is still to be done about it. */
  readonly isOpen: boolean;
  readonly isStopped: boolean;
  readonly isCaseHeld: boolean;
}

/** A consent, and what rests on it. */
interface Known {
  /** How it ended, if it has: withdrawn or expired. */
  readonly ended: string | null;
  readonly isTooNarrow: boolean;
  /** Whether it has ever let the company be named. */
  readonly named: boolean;
  readonly resting: readonly Resting[];
  /** What follows from the last event. */
  readonly turn: readonly PlannedTurn[];
}

/** The case is the one to hold, or to let go on; null: there is none. */
type PlannedTurn = { readonly referralId: string; readonly caseId: string | null } & (
  { readonly to: 'stop'; readonly because: string } | { readonly to: 'go on' | 'go on without it' }
);

const unknown: Known = { ended: null, isTooNarrow: false, named: false, resting: [], turn: [] };

/**
 * What rests on a consent follows it: once it is withdrawn, has expired, or does not cover the hand-over to IESC any more,
 * each open referral is stopped and its case held; once it does again, both go on where they were. A case that was linked
 * after the consent had ended is not held: the owner asked for it since.
 */
export const consentPropagation = processManager({
  name: 'consent-propagation',
  version: 1,
  startsOn: ['ConsentGiven', 'ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ConsentGiven: ({ streamId }) => streamId,
    ConsentNarrowed: ({ streamId }) => streamId,
    ConsentRenewed: ({ streamId }) => streamId,
    ConsentWithdrawn: ({ streamId }) => streamId,
    ConsentExpired: ({ streamId }) => streamId,
    ClientReferred: ({ data }) => data.consentId,
    SupportCaseLinked: consentOf,
    ReferralReopened: consentOf,
    DuplicateReferralUnmarked: consentOf,
    ReferralDeclined: consentOf,
    ReferralWithdrawn: consentOf,
    ReferralLapsed: consentOf,
    DuplicateReferralMarked: consentOf,
    ReferralOutcomeReported: consentOf,
  },
  evolve: (state: Known | undefined, event): Known => {
    const known = state ?? unknown;
    switch (event.type) {
      case 'ConsentGiven': {
        const named = known.named || event.data.items.includes(COMPANY_IDENTITY);
        return turned({ ...known, ended: null, named, isTooNarrow: isTooNarrow(event.data, named) });
      }
      case 'ConsentNarrowed':
        return turned({ ...known, isTooNarrow: isTooNarrow(event.data, known.named) });
      case 'ConsentRenewed':
        return turned({ ...known, ended: null });
      case 'ConsentWithdrawn':
        return turned({ ...known, ended: 'withdrawn' });
      case 'ConsentExpired':
        return turned({ ...known, ended: 'expired' });
      case 'ClientReferred':
        return turned(withOne(known, { ...unopened, referralId: event.streamId }));
      case 'SupportCaseLinked': {
        const one = restingOf(known, event.streamId);
        return turned(withOne(known, { ...one, isOpen: true, caseId: event.data.caseId }), event.streamId);
      }
      case 'ReferralReopened':
        return turned(withOne(known, { ...unopened, referralId: event.streamId }));
      case 'DuplicateReferralUnmarked':
        return turned(withOne(known, { ...restingOf(known, event.streamId), isOpen: true }));
      case 'ReferralWithdrawn': {
        const one = restingOf(known, event.streamId);
        return turned(withOne(known, { ...one, isOpen: false, isStopped: false }));
      }
      default:
        return turned(withOne(known, { ...unopened, referralId: event.streamId, isOpen: false }));
    }
  },
  react: (state, event) => (event.type === '$timer' ? {} : { commands: (state?.turn ?? []).flatMap(commandsOf) }),
});

const unopened: Omit<Resting, 'referralId'> = { caseId: null, isOpen: true, isStopped: false, isCaseHeld: false };

/** The consent that a referral's event rests on. */
function consentOf({ metadata }: DomainEvent): string | undefined {
  return metadata.consentIds[0];
}

/** Whether it no longer covers that the client is handed over, and named once it had been. */
function isTooNarrow(
  { items, recipients }: { readonly items: readonly string[]; readonly recipients: readonly string[] },
  named: boolean,
): boolean {
  return !recipients.includes('iesc') || (named && !items.includes(COMPANY_IDENTITY));
}

function restingOf({ resting }: Known, referralId: string): Resting {
  return resting.find((one) => one.referralId === referralId) ?? { ...unopened, referralId };
}

function withOne(known: Known, one: Resting): Known {
  return { ...known, resting: [...known.resting.filter(({ referralId }) => referralId !== one.referralId), one] };
}

/** What rests on the consent as it is now, and what has to be done about it. @param justLinked its case is not held */
function turned(known: Known, justLinked?: string): Known {
  const because = known.ended ?? (known.isTooNarrow ? 'narrowed' : null);
  const turn: PlannedTurn[] = [];
  const resting = known.resting.map((one): Resting => {
    const { referralId } = one;
    if (!one.isOpen) {
      // The referral has ended meanwhile; its case is still held.
      if (because !== null || !one.isCaseHeld) return one;
      turn.push({ to: 'go on without it', referralId, caseId: one.caseId });
      return { ...one, isCaseHeld: false };
    }
    if (one.isStopped === (because !== null)) return one;
    if (because === null) {
      turn.push({ to: 'go on', referralId, caseId: one.isCaseHeld ? one.caseId : null });
      return { ...one, isStopped: false, isCaseHeld: false };
    }
    const caseId = referralId === justLinked ? null : one.caseId;
    turn.push({ to: 'stop', because, referralId, caseId });
    return { ...one, isStopped: true, isCaseHeld: caseId !== null };
  });
  return { ...known, resting, turn };
}

function commandsOf(planned: PlannedTurn): readonly PlannedCommand[] {
  const { referralId, caseId } = planned;
  const ofCase = caseId === null ? [] : [{ caseId, reason: FOR_CONSENT }];
  return planned.to === 'stop'
    ? [
        issue(blockReferral, BlockReferral, { referralId, because: planned.because }),
        ...ofCase.map((held) => issue(holdCase, HoldCase, held)),
      ]
    : [
        ...(planned.to === 'go on' ? [issue(unblockReferral, UnblockReferral, { referralId })] : []),
        ...ofCase.map((held) => issue(resumeCase, ResumeCase, held)),
      ];
}
