import { ReferralConsentUnblocked, ReferralHeld, ReferralResumed } from '#events/referral';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { heldUntil } from './held-until.ts';
import {
  blocked,
  caseLinked,
  clientId,
  consentId,
  duplicateMarked,
  held,
  referralId,
  unmarkedAt,
  withdrawn,
} from './referral-story.fixture.ts';
import { ResumeReferral, resumeReferral } from './resume-referral.ts';

const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`referral-${referralId}`, fact)));
const resumption = issue(resumeReferral, ResumeReferral, { referralId });

test('held until a day, a referral goes on when that has ended in Tokyo', async () => {
  await after(held).at('2026-04-01T00:00:01.000Z').thenCommands(heldUntil, resumption);
  await after(ReferralHeld({ ...held.data, until: '2026-04-09' }))
    .at('2026-04-09T14:59:59.999Z')
    .thenCommands(heldUntil)
    .thenTimers({ instance: referralId, name: 'resume', due: '2026-04-09T15:00:00.000Z' });
  await after(ReferralHeld({ ...held.data, until: '2026-04-09' }))
    .at('2026-04-09T15:00:00.000Z')
    .thenCommands(heldUntil, resumption)
    .thenTimers();
});

test('held without an end, it waits for somebody', () =>
  after(ReferralHeld({ ...held.data, until: null }))
    .thenCommands(heldUntil)
    .thenTimers());

test.each([
  ['resumed', ReferralResumed({ stage: 'received' })],
  ['withdrawn', withdrawn],
  ['linked to a case', caseLinked],
])('once it is %s, the day means nothing', (_, fact) =>
  after(ReferralHeld({ ...held.data, until: '2026-04-09' }), fact)
    .at('2026-04-10T00:00:00.000Z')
    .thenCommands(heldUntil)
    .thenTimers(),
);

test.each([
  [
    'while it is stopped for want of consent',
    blocked,
    ReferralConsentUnblocked({ clientId, consentId, stage: 'on_hold' }),
  ],
  ['while it counts as a duplicate', duplicateMarked, unmarkedAt('on_hold')],
])('%s it does not go on; afterwards it does', async (_, stopped, goesOn) => {
  const until = ReferralHeld({ ...held.data, until: '2026-04-09' });
  await after(until, stopped).at('2026-04-10T00:00:00.000Z').thenCommands(heldUntil).thenTimers();
  await after(until, stopped, goesOn).at('2026-04-10T00:00:00.000Z').thenCommands(heldUntil, resumption).thenTimers();
});
