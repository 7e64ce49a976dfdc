import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { DetectDuplicateReferral, detectDuplicateReferral } from './detect-duplicate-referral.ts';
import { oldestOfEachNeed } from './oldest-of-each-need.ts';

/** A referral of a client, the needs (circumstances) it is for, and whether it has ended. */
interface OfClient {
  readonly referralId: string;
  readonly needs: readonly string[];
  readonly hasEnded: boolean;
}

/** The referrals of a client, the oldest first. */
interface Watched {
  readonly referrals: readonly OfClient[];
}

/**
 * Two consultants may refer one client for one need. The later referral says so, for people to look at; nothing is refused
 * for it. Of each need it names the oldest that is open, of which the others said so themselves: of hundreds of one client
 * no more is said than of two.
 */
export const duplicateWatch = processManager({
  name: 'duplicate-watch',
  version: 1,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: ({ data }) => data.clientId,
    ReferralDeclined: ({ data }) => data.clientId ?? undefined,
    ReferralWithdrawn: ({ data }) => data.clientId ?? undefined,
    ReferralLapsed: ({ data }) => data.clientId,
    ReferralClosed: ({ data }) => data.clientId ?? undefined,
    ReferralReopened: ({ data }) => data.clientId,
  },
  evolve: (state: Watched | undefined, event): Watched => {
    const known = state?.referrals ?? [];
    if (event.type === 'ClientReferred') {
      const others = known.filter(({ referralId }) => referralId !== event.streamId);
      const begun = { referralId: event.streamId, needs: event.data.circumstances, hasEnded: false };
      return { referrals: [...others, begun] };
    }
    const hasEnded = event.type !== 'ReferralReopened';
    return { referrals: known.map((one) => (one.referralId === event.streamId ? { ...one, hasEnded } : one)) };
  },
  react: (state, event) => {
    if (event.type !== 'ClientReferred') return {};
    const { streamId: referralId, data } = event;
    const open = (state?.referrals ?? []).filter((other) => other.referralId !== referralId && !other.hasEnded);
    return {
      commands: oldestOfEachNeed(open, data.circumstances).map(({ referralId: earlierId }) =>
        issue(detectDuplicateReferral, DetectDuplicateReferral, { referralId, earlierId }),
      ),
    };
  },
});
