import { actor, given } from '#contexts/testing';
import { processInstance } from './process-instance.ts';
import { about, givenUp, instanceId, refused, retried, skipped } from './process-story.fixture.ts';
import { skipCommand } from './skip-command.ts';

const by = actor('system_admin');
const command = { ...about, explanation: '電話で完了済み' };

test.each([
  ['was given up', [givenUp]],
  ['is tried again', [givenUp, retried]],
])('what %s is passed over, with the reason', (_, past) =>
  given(processInstance, instanceId, ...past)
    .when(skipCommand, command, { by })
    .thenFacts(skipped),
);

test.each([
  ['was refused', [refused]],
  ['was skipped', [givenUp, skipped]],
  ['nothing is on record of', []],
])('not what %s', (_, past) =>
  given(processInstance, instanceId, ...past)
    .when(skipCommand, command, { by })
    .thenRefused('NOT_GIVEN_UP'),
);

test('not by a process', () =>
  given(processInstance, instanceId, givenUp)
    .when(skipCommand, command, { by: actor('process') })
    .thenRefused('ROLE_NOT_ALLOWED'));
