import { AuthorityDelegated } from '#events/directory';
import type { Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on } from '#platform/testing';
import { delegationEnd } from './delegation-end.ts';
import {
  authorityDelegated,
  delegated,
  delegationEnded,
  delegationId,
  delegationsId,
} from './delegation-story.fixture.ts';
import { EndDelegation, endDelegation } from './end-delegation.ts';

const after = (...facts: readonly Fact[]) => given(...facts.map((fact) => on(`delegation-${delegationsId}`, fact)));
const ending = issue(endDelegation, EndDelegation, { delegatorId: 'advisor-22', officeId: 'iesc-22', delegationId });
const due = '2025-11-14T15:00:00.000Z';

test('a delegation ends by itself when its last day is over', async () => {
  await after(authorityDelegated).thenCommands(delegationEnd).thenTimers({ instance: delegationId, name: 'end', due });
  await after(authorityDelegated).at('2025-11-14T14:59:59.999Z').thenCommands(delegationEnd);
  await after(authorityDelegated).at(due).thenCommands(delegationEnd, ending).thenTimers();
});

test('revoked before that, nothing is left to end', () => {
  const inMay = AuthorityDelegated({ ...delegated, from: '2026-05-11', until: '2026-05-15' });
  return after(inMay, delegationEnded('revoked'))
    .at('2026-05-15T15:00:00.000Z')
    .thenCommands(delegationEnd)
    .thenTimers();
});
