import { roles } from '#contexts/kernel';
import { decisions } from '#contexts/programme';
import { actor } from '#contexts/testing';
import { availableActions } from '#platform/decider';
import { actedOn } from '#platform/projections/serving';
import { given, on } from '#platform/testing';
import { authorityDelegated, delegated, delegationEnded, delegationsId } from '../delegation-story.fixture.ts';
import { delegationRegister } from './delegation-register.ts';

const stream = `delegation-${delegationsId}` as const;
const by = actor('iesc.advisor', 'iesc-22', 'advisor-22');
const delegation = on(stream, authorityDelegated, { actor: by });
const row = {
  ...delegated,
  delegationsId,
  organisation: 'iesc',
  stage: 'delegated',
  endedHow: null,
  delegatedAt: '2026-04-01T00:00:00.000Z',
  delegatedBy: 'advisor-22',
  endedAt: null,
};
const ended = { stage: 'ended', endedHow: 'revoked', endedAt: '2026-04-01T00:00:01.000Z' };

test('who stands in for whom', () => given(delegation).thenRows(delegationRegister, [row]));

test('and did', () =>
  given(delegation, on(stream, delegationEnded('revoked'))).thenRows(delegationRegister, [{ ...row, ...ended }]));

test.each([
  ['runs', row, ['RevokeDelegation']],
  ['has ended', { ...row, ...ended }, []],
])('what can be done with one that %s', (_, of, actions) => {
  expect(availableActions(decisions, roles, actedOn(delegationRegister, of, by)!, by)).toEqual(actions);
});
