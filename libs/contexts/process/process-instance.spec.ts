import { ProcessBegan } from '#events/process';
import { actor, given } from '#contexts/testing';
import { beginProcess, recordCommandGivenUp, recordCommandRefused } from './index.ts';
import { processInstance, processInstanceIdOf } from './process-instance.ts';
import { about, givenUp, instanceId, refused, retried } from './process-story.fixture.ts';

const by = actor('process');

test('a process begins to act once, in a stream of its own', async () => {
  const { process } = about;
  await given().when(beginProcess, { process }, { by }).thenFacts(ProcessBegan({ process }));
  await given(processInstance, processInstanceIdOf(process), ProcessBegan({ process }))
    .when(beginProcess, { process }, { by })
    .thenNothing();
});

const refusal = { ...about, command: 'ReportOutcome', code: 'NOT_ALLOWED' };

test('a refusal is recorded once', async () => {
  await given().when(recordCommandRefused, refusal, { by }).thenFacts(refused);
  await given(processInstance, instanceId, refused).when(recordCommandRefused, refusal, { by }).thenNothing();
});

const inVain = { ...about, command: 'ReportOutcome', failure: 'InvalidFact' };

test('that a command was given up is recorded once, and again when it was retried in vain', async () => {
  await given().when(recordCommandGivenUp, inVain, { by }).thenFacts(givenUp);
  await given(processInstance, instanceId, givenUp).when(recordCommandGivenUp, inVain, { by }).thenNothing();
  await given(processInstance, instanceId, givenUp, retried)
    .when(recordCommandGivenUp, inVain, { by })
    .thenFacts(givenUp);
});
