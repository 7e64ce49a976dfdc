import type { Fact } from '#platform/event-schema';
import { given, on } from '#platform/testing';
import {
  caseLinked,
  clientId,
  clientReferred,
  closed,
  consultantId,
  declined,
  duplicateMarked,
  lapsed,
  referralId,
  reopened,
  taken,
  unmarkedAt,
  withdrawn,
} from '../referral-story.fixture.ts';
import { referralsOfClients } from './referrals-of-clients.ts';

const rows = (endedAt: number | null, ...facts: readonly Fact[]) =>
  given(...[clientReferred, ...facts].map((fact) => on(`referral-${referralId}`, fact))).thenRows(referralsOfClients, [
    { referralId, clientId, consultantId, needs: ['TEMPORARY_OVERSTAFFING'], referredAt: 10, endedAt },
  ]);

test('a referral is open from where it was made', () => rows(null, taken));

test.each([
  ['declined', declined],
  ['withdrawn', withdrawn],
  ['lapsed', lapsed],
  ['closed', closed],
  ['marked as a duplicate', duplicateMarked],
])('until it is %s', (_, ended) => rows(30, taken, ended));

test.each([
  ['reopened', declined, reopened],
  ['no duplicate after all', duplicateMarked, unmarkedAt('received')],
  ['linked to a case', withdrawn, caseLinked],
])('and again once it is %s', (_, ended, again) => rows(null, ended, again));
