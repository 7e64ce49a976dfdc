import { OfficeResumed, OfficeSuspended } from '#events/directory';
import { ReferralRouted } from '#events/referral';
import { officeStreamIdOf } from '#contexts/directory';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { BringToTriage, bringToTriage } from './bring-to-triage.ts';
import {
  acknowledged,
  caseLinked,
  clientReferred,
  duplicateMarked,
  lapsed,
  primaryId,
  redirectAccepted,
  referralId,
  referredToTriage,
  withdrawn,
} from './referral-story.fixture.ts';
import { routing } from './routing.ts';

const suspended = (officeId: string) =>
  on(
    `office-${officeStreamIdOf(officeId)}`,
    OfficeSuspended({ officeId, reason: 'disaster', until: null, note: null }),
  );
const resumed = (officeId: string) => on(`office-${officeStreamIdOf(officeId)}`, OfficeResumed({ officeId }));
const of = (id: string, fact: Fact) => on(`referral-${id}`, fact);
const referred = of(referralId, clientReferred);
const brought = (id: string) => issue(bringToTriage, BringToTriage, { referralId: id });

test('what nobody of a suspended office has acknowledged is brought to triage, in every share', () =>
  given(of(primaryId, clientReferred), referred, suspended('iesc-22')).thenCommands(
    routing,
    brought(referralId),
    brought(primaryId),
  ));

test('what comes while it is suspended too', () =>
  given(suspended('iesc-22'), referred).thenCommands(routing, brought(referralId)));

test('and what another office hands it, or triage', async () => {
  await given(suspended('iesc-23'), referred, of(referralId, redirectAccepted)).thenCommands(
    routing,
    brought(referralId),
  );
  await given(
    suspended('iesc-23'),
    of(referralId, referredToTriage),
    of(referralId, ReferralRouted({ officeId: 'iesc-23', prefecture: '23' })),
  ).thenCommands(routing, brought(referralId));
});

test('not what another office has, nor what is in triage', () =>
  given(referred, suspended('iesc-23'), of(primaryId, referredToTriage)).thenCommands(routing));

test('not once it is back', () => given(suspended('iesc-22'), resumed('iesc-22'), referred).thenCommands(routing));

test('suspended for another reason, it has nothing left there', () =>
  given(
    referred,
    suspended('iesc-22'),
    of(referralId, ReferralRouted({ ...exampleOf(ReferralRouted).data, officeId: 'iesc-hq' })),
    suspended('iesc-22'),
  ).thenCommands(routing, brought(referralId)));

test.each([
  ['acknowledged', acknowledged],
  ['withdrawn', withdrawn],
  ['lapsed', lapsed],
  ['marked as a duplicate', duplicateMarked],
  ['linked to a case', caseLinked],
])('not one that was %s before', (_, fact) =>
  given(referred, of(referralId, fact), suspended('iesc-22')).thenCommands(routing),
);
