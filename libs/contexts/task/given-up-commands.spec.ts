import { ProcessCommandGivenUp, ProcessCommandRetried, ProcessCommandSkipped } from '#events/process';
import { exampleOf, type Fact } from '#platform/event-schema';
import { issue } from '#platform/process-managers';
import { given, on, recordedInTest } from '#platform/testing';
import { Because } from './because.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { givenUpCommands } from './given-up-commands.ts';
import { OpenTask, openTask } from './open-task.ts';
import { taskIdOf } from './task.ts';

const instanceId = '0b6c1d9e-43a1-4c57-9b1f-0000000000f1';
const givenUp = exampleOf(ProcessCommandGivenUp);
const about = { plannedId: givenUp.data.plannedId, process: givenUp.data.process, instance: givenUp.data.instance };
const kind = 'decide_given_up_command';

function after(...facts: readonly Fact[]) {
  const log = facts.map((fact) => on(`process-${instanceId}`, fact));
  const events = recordedInTest(log);
  const because = (place: number) =>
    Object.assign(new Because(), { eventId: events[place]!.id, type: events[place]!.type });
  const subject = { subjectCategory: 'process', subjectId: instanceId };
  return {
    log: given(...log),
    open: (place: number) =>
      issue(openTask, OpenTask, { kind, officeId: 'tasuki', ...subject, because: because(place) }),
    close: (place: number, by: number) =>
      issue(closeTask, CloseTask, { taskId: taskIdOf(kind, events[place]!.id, 'tasuki'), because: because(by) }),
  };
}

const endings: readonly (readonly [string, Fact])[] = [
  ['tried again', ProcessCommandRetried(about)],
  ['skipped', ProcessCommandSkipped({ ...about, explanation: '電話で完了済み' })],
];

test.each(endings)('what was given up is for an operator, until it is %s', (_, ended) => {
  const { log, open, close } = after(givenUp, ended);
  return log.thenCommands(givenUpCommands, open(0), close(0, 1));
});

test('given up anew it is for an operator anew', () => {
  const { log, open, close } = after(givenUp, endings[0]![1], givenUp);
  return log.thenCommands(givenUpCommands, open(0), close(0, 1), open(2));
});

test('what this process gave up itself is not', () =>
  after(ProcessCommandGivenUp({ ...givenUp.data, process: 'given-up-commands' })).log.thenCommands(givenUpCommands));
