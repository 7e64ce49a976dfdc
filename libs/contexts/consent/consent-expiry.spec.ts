import { issue } from '#platform/process-managers';
import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import { consentExpiry } from './consent-expiry.ts';
import { consentExpired, consentGiven, consentId, consentRenewed, consentWithdrawn } from './consent-story.fixture.ts';
import { ExpireConsent, expireConsent } from './expire-consent.ts';

const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`consent-${consentId}`, fact)));
const expiry = issue(expireConsent, ExpireConsent, { consentId });
const timer = (due: string) => ({ instance: consentId, name: 'expire', due });

test('a consent expires when its last day has ended in Tokyo', async () => {
  await after(consentGiven).thenCommands(consentExpiry).thenTimers(timer('2026-05-04T15:00:00.000Z'));
  await after(consentGiven).at('2026-05-04T14:59:59.999Z').thenCommands(consentExpiry);
  await after(consentGiven).at('2026-05-04T15:00:00.000Z').thenCommands(consentExpiry, expiry).thenTimers();
});

test('renewed, it expires later, and once', async () => {
  await after(consentGiven, consentRenewed)
    .at('2026-05-05T00:00:00.000Z')
    .thenCommands(consentExpiry)
    .thenTimers(timer('2026-11-04T15:00:00.000Z'));
  await after(consentGiven, consentRenewed).at('2026-11-05T00:00:00.000Z').thenCommands(consentExpiry, expiry);
});

test('taken back, it does not expire', () =>
  after(consentGiven, consentWithdrawn).at('2026-05-05T00:00:00.000Z').thenCommands(consentExpiry).thenTimers());

test('given again, it expires when that has ended', () =>
  after(consentGiven, consentWithdrawn, consentGiven)
    .thenCommands(consentExpiry)
    .thenTimers(timer('2026-05-04T15:00:00.000Z')));

test('renewed after it has expired, it expires again', () =>
  after(consentGiven, consentExpired, consentRenewed)
    .thenCommands(consentExpiry)
    .thenTimers(timer('2026-11-04T15:00:00.000Z')));

test('one that holds to the last day there is has a timer all the same', () =>
  after({ ...consentGiven, data: { ...consentGiven.data, until: '9999-12-31' } })
    .thenCommands(consentExpiry)
    .thenTimers(timer('9999-12-31T15:00:00.000Z')));
