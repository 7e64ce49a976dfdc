import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import {
  clientId,
  clientReferred,
  comebacks,
  consultantId,
  endings,
  referralId,
  taken,
} from '../referral-story.fixture.ts';
import { referralsOfClients } from './referrals-of-clients.ts';

const rows = (endedAt: number | null, ...facts: readonly Fact[]) =>
  given(...[clientReferred, ...facts].map((fact) => on(`referral-${referralId}`, fact))).thenRows(referralsOfClients, [
    { referralId, clientId, consultantId, needs: ['TEMPORARY_OVERSTAFFING'], referredAt: 10, endedAt },
  ]);

test('a referral is open from where it was made', () => rows(null, taken));

test.each(endings)('until it is %s', (_, ended) => rows(30, taken, ended));

test.each(comebacks)('and again once it is %s', (_, ended, again) => rows(null, ended, again));
