import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { BringToTriage, bringToTriage } from './bring-to-triage.ts';

/** A share of the referrals that nobody has acknowledged yet, and the offices that are suspended. */
interface Share {
  readonly suspended: readonly string[];
  /** Offices by the referrals that are theirs to acknowledge. */
  readonly unacknowledged: { readonly [referralId: string]: string };
}

/** Shares of all referrals: what is written with each that comes or is acknowledged stays small. */
const SHARES = 64;

const nothing: Share = { suspended: [], unacknowledged: {} };

const itsShare = ({ streamId }: { readonly streamId: string }) => shareOf(streamId);

/**
 * While an office is suspended, headquarters find another for what nobody there has acknowledged: on that day, and for each
 * that comes. What somebody has in hand stays; headquarters have a task to see to it (`suspended-offices`). What is found in
 * triage when the office is back is headquarters' to route to it.
 */
export const routing = processManager({
  name: 'routing',
  version: 1,
  startsOn: ['ClientReferred', 'OfficeSuspended'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: itsShare,
    ReferralRouted: itsShare,
    RedirectAccepted: itsShare,
    ReferralAcknowledged: itsShare,
    ReferralWithdrawn: itsShare,
    ReferralLapsed: itsShare,
    DuplicateReferralMarked: itsShare,
    SupportCaseLinked: itsShare,
    OfficeSuspended: () => allShares,
    OfficeResumed: () => allShares,
  },
  evolve: (state: Share | undefined, event): Share | undefined => {
    const { suspended, unacknowledged } = state ?? nothing;
    switch (event.type) {
      case 'ClientReferred':
      case 'ReferralRouted':
      case 'RedirectAccepted': {
        const { officeId } = event.data;
        if (officeId === null) return state;
        return { suspended, unacknowledged: { ...unacknowledged, [event.streamId]: officeId } };
      }
      case 'OfficeSuspended':
        return { suspended: [...without(suspended, event.data.officeId), event.data.officeId], unacknowledged };
      case 'OfficeResumed':
        return kept({ suspended: without(suspended, event.data.officeId), unacknowledged });
      default: {
        const left = Object.entries(unacknowledged).filter(([referralId]) => referralId !== event.streamId);
        return kept({ suspended, unacknowledged: Object.fromEntries(left) });
      }
    }
  },
  react: (state, event) => {
    if (!state) return {};
    switch (event.type) {
      case 'ClientReferred':
      case 'ReferralRouted':
      case 'RedirectAccepted': {
        const { officeId } = event.data;
        const isSuspended = officeId !== null && state.suspended.includes(officeId);
        return isSuspended ? { commands: [bringing(event.streamId)] } : {};
      }
      case 'OfficeSuspended': {
        const { officeId } = event.data;
        const its = Object.entries(state.unacknowledged).filter(([, whose]) => whose === officeId);
        return { commands: its.map(([referralId]) => bringing(referralId)) };
      }
      default:
        return {};
    }
  },
});

const allShares = Array.from({ length: SHARES }, (_, share) => String(share));

/** The last byte of an id is as good as drawn, or chosen by the client: then it is in a share all the same. */
function shareOf(referralId: string): string {
  return String(Number.parseInt(referralId.slice(-2), 16) % SHARES);
}

const without = (offices: readonly string[], officeId: string) => offices.filter((other) => other !== officeId);

const kept = (share: Share): Share | undefined =>
  share.suspended.length + Object.keys(share.unacknowledged).length > 0 ? share : undefined;

const bringing = (referralId: string) => issue(bringToTriage, BringToTriage, { referralId });
