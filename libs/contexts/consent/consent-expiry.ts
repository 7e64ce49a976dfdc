import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { afterDay } from '#reference-data';
import { ExpireConsent, expireConsent } from './expire-consent.ts';

/** A consent's last day, as long as it holds. */
interface Running {
  readonly until: string;
}

/** A consent expires when its last day has ended in Tokyo, unless it was renewed or taken back before. */
export const consentExpiry = processManager({
  name: 'consent-expiry',
  version: 1,
  startsOn: ['ConsentGiven', 'ConsentRenewed'],
  actsFrom: 'the beginning',
  correlateBy: {
    ConsentGiven: ({ streamId }) => streamId,
    ConsentRenewed: ({ streamId }) => streamId,
    ConsentWithdrawn: ({ streamId }) => streamId,
    ConsentExpired: ({ streamId }) => streamId,
  },
  evolve: (_: Running | undefined, event): Running | undefined =>
    event.type === 'ConsentGiven' || event.type === 'ConsentRenewed' ? { until: event.data.until } : undefined,
  react: (_, event) => {
    switch (event.type) {
      case 'ConsentGiven':
      case 'ConsentRenewed':
        return { timers: [{ set: 'expire', at: afterDay(event.data.until) }] };
      case '$timer':
        return { commands: [issue(expireConsent, ExpireConsent, { consentId: event.instance })] };
      default:
        return {};
    }
  },
});
