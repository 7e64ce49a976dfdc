import { processManager } from '#contexts/kernel';
import { becauseOf } from '#contexts/task';
import { issue } from '#platform/process-managers';
import { Notify, notify } from './notify.ts';
import type { NotificationKindName } from './notification-kinds.ts';

/** Who referred. */
interface Referrer {
  readonly consultantId: string;
}

/** What the consultant hears of their referral. */
const TOLD = {
  ReferralAcknowledged: 'referral_acknowledged',
  ReferralAccepted: 'referral_accepted',
  ReferralDeclined: 'referral_declined',
  ReferralOutcomeReported: 'outcome_reported',
} as const satisfies { readonly [eventType: string]: NotificationKindName };

/** Who referred a client is told what became of it, without asking. */
export const notifyOfReferrals = processManager({
  name: 'notify-of-referrals',
  version: 1,
  startsOn: ['ClientReferred'],
  actsFrom: 'the beginning',
  correlateBy: {
    ClientReferred: ({ streamId }) => streamId,
    ReferralAcknowledged: ({ streamId }) => streamId,
    ReferralAccepted: ({ streamId }) => streamId,
    ReferralDeclined: ({ streamId }) => streamId,
    ReferralOutcomeReported: ({ streamId }) => streamId,
  },
  evolve: (state: Referrer | undefined, event): Referrer | undefined =>
    event.type === 'ClientReferred' ? { consultantId: event.data.consultantId } : state,
  react: (state, event) => {
    if (!state || event.type === '$timer' || event.type === 'ClientReferred') return {};
    const told = {
      to: { userId: state.consultantId },
      kind: TOLD[event.type],
      subjectCategory: 'referral',
      subjectId: event.streamId,
      because: becauseOf(event),
    };
    return { commands: [issue(notify, Notify, told)] };
  },
});
