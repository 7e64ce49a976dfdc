import { actor, given } from '#contexts/testing';
import { authorityDelegated, delegationEnded, delegationId, delegationsId } from './delegation-story.fixture.ts';
import { delegations } from './delegation.ts';
import { revokeDelegation } from './revoke-delegation.ts';

const by = actor('iesc.advisor', 'iesc-22', 'advisor-22');
const already = given(delegations, delegationsId, authorityDelegated);

test('who was away is back', () =>
  already.when(revokeDelegation, { delegationId }, { by }).thenFacts(delegationEnded('revoked')));

test('their manager says so for them', () =>
  already
    .when(revokeDelegation, { delegationId, delegatorId: 'advisor-22' }, { by: actor('iesc.office_manager') })
    .thenFacts(delegationEnded('revoked')));

test('once', () =>
  given(delegations, delegationsId, authorityDelegated, delegationEnded('revoked'))
    .when(revokeDelegation, { delegationId }, { by })
    .thenRefused('NOT_DELEGATED'));

test('not by a colleague, who may see it', () =>
  already
    .when(revokeDelegation, { delegationId, delegatorId: 'advisor-22' }, { by: actor('iesc.intake') })
    .thenRefused('NOT_YOUR_OWN'));

test('not where nothing was delegated: at another office', () =>
  already
    .when(
      revokeDelegation,
      { delegationId, delegatorId: 'advisor-22' },
      { by: actor('iesc.office_manager', 'iesc-23') },
    )
    .thenRefused('NOT_FOUND'));

test('not by a consultant', () =>
  already.when(revokeDelegation, { delegationId }, { by: actor('nasilc.consultant') }).thenRefused('ROLE_NOT_ALLOWED'));
