import { actor, given } from '#contexts/testing';
import { authorityDelegated, delegationEnded, delegationId, delegationsId } from './delegation-story.fixture.ts';
import { delegations } from './delegation.ts';
import { endDelegation } from './end-delegation.ts';

const by = actor('process', null);
const command = { delegatorId: 'advisor-22', officeId: 'iesc-22', delegationId };
const already = given(delegations, delegationsId, authorityDelegated);

test('a delegation ends when its last day is over in Tokyo', async () => {
  await already.at('2025-11-14T14:59:59.999Z').when(endDelegation, command, { by }).thenRefused('STILL_DELEGATED');
  await already
    .at('2025-11-14T15:00:00.000Z')
    .when(endDelegation, command, { by })
    .thenFacts(delegationEnded('expired'));
});

test('one that was revoked has ended', () =>
  given(delegations, delegationsId, authorityDelegated, delegationEnded('revoked'))
    .at('2025-11-14T15:00:00.000Z')
    .when(endDelegation, command, { by })
    .thenNothing());

test('one that there never was is not found', () =>
  given().when(endDelegation, command, { by }).thenRefused('NOT_FOUND'));

test('by nobody who signs in', () =>
  already.when(endDelegation, command, { by: actor('iesc.office_manager') }).thenRefused('ROLE_NOT_ALLOWED'));
