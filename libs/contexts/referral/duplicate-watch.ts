import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { DetectDuplicateReferral, detectDuplicateReferral } from './detect-duplicate-referral.ts';
import { oldestOfEachNeed } from './oldest-of-each-need.ts';

/** A referral of a client that is open, when it was referred, and the needs (circumstances) it is for. */
interface OfClient {
  readonly referralId: string;
  readonly at: string;
  readonly needs: readonly string[];
}

/** The open referrals of a client, the oldest first. What has ended is forgotten: what brings it back says what it is for. */
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
  version: 3,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: ({ data }) => data.clientId,
    ReferralDeclined: ({ data }) => data.clientId ?? undefined,
    ReferralWithdrawn: ({ data }) => data.clientId ?? undefined,
    ReferralLapsed: ({ data }) => data.clientId,
    ReferralClosed: ({ data }) => data.clientId ?? undefined,
    DuplicateReferralMarked: ({ data }) => data.clientId ?? undefined,
    DuplicateReferralUnmarked: ({ data }) => data.clientId ?? undefined,
    ReferralReopened: ({ data }) => data.clientId,
    // The owner's request brings back one that was declined, lapsed or taken back.
    SupportCaseLinked: ({ data }) => data.clientId ?? undefined,
  },
  evolve: (state: Watched | undefined, event): Watched => {
    const known = state ?? { referrals: [] };
    switch (event.type) {
      case 'ClientReferred':
        return opened(known, { referralId: event.streamId, at: event.occurredAt, needs: event.data.circumstances });
      case 'ReferralReopened':
      case 'DuplicateReferralUnmarked':
      case 'SupportCaseLinked': {
        const { referred } = event.data;
        // What does not say for what it is open again, as none did at first, is named by nobody.
        if (referred === null) return known;
        return opened(known, { referralId: event.streamId, at: referred.at, needs: referred.circumstances });
      }
      default:
        return ended(known, event.streamId);
    }
  },
  react: (state, event) => {
    if (event.type !== 'ClientReferred') return {};
    const { streamId: referralId, data } = event;
    const open = (state?.referrals ?? []).filter((other) => other.referralId !== referralId);
    return {
      commands: oldestOfEachNeed(open, data.circumstances).map(({ referralId: earlierId }) =>
        issue(detectDuplicateReferral, DetectDuplicateReferral, { referralId, earlierId }),
      ),
    };
  },
});

function opened(known: Watched, one: OfClient): Watched {
  const { referrals } = ended(known, one.referralId);
  const later = referrals.findIndex(({ at }) => at > one.at);
  return { referrals: referrals.toSpliced(later === -1 ? referrals.length : later, 0, one) };
}

function ended({ referrals }: Watched, ofReferral: string): Watched {
  return { referrals: referrals.filter(({ referralId }) => referralId !== ofReferral) };
}
