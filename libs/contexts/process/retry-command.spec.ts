import { actor, given } from '#contexts/testing';
import { processInstance } from './process-instance.ts';
import { about, givenUp, instanceId, refused, retried, skipped } from './process-story.fixture.ts';
import { retryCommand } from './retry-command.ts';

const by = actor('system_admin');

test('what was given up is tried again', () =>
  given(processInstance, instanceId, givenUp).when(retryCommand, about, { by }).thenFacts(retried));

test('once', () =>
  given(processInstance, instanceId, givenUp, retried).when(retryCommand, about, { by }).thenNothing());

test.each([
  ['was refused', [refused]],
  ['was skipped', [givenUp, skipped]],
  ['nothing is on record of', []],
])('not what %s', (_, past) =>
  given(processInstance, instanceId, ...past)
    .when(retryCommand, about, { by })
    .thenRefused('NOT_GIVEN_UP'),
);

test('not by who works on cases', () =>
  given(processInstance, instanceId, givenUp)
    .when(retryCommand, about, { by: actor('iesc.office_manager') })
    .thenRefused('ROLE_NOT_ALLOWED'));
