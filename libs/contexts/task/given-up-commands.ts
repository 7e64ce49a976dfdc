import { processManager } from '#contexts/kernel';
import { issue } from '#platform/process-managers';
import { becauseOf } from './because.ts';
import { CloseTask, closeTask } from './close-task.ts';
import { OpenTask, openTask } from './open-task.ts';
import { taskIdOf } from './task.ts';

const NAME = 'given-up-commands';
const KIND = 'decide_given_up_command';
/** Who runs the service belongs to no office. */
const OPERATORS = 'tasuki';

/** What a process tried in vain for too long is for an operator to have tried again, or skipped with a reason. */
export const givenUpCommands = processManager({
  name: NAME,
  version: 1,
  startsOn: ['ProcessCommandGivenUp'],
  actsFrom: 'the beginning',
  correlateBy: {
    // What it gave up itself it would give up again: `tasuki processes list` tells of it.
    ProcessCommandGivenUp: ({ data: { process, plannedId } }) => (process === NAME ? undefined : plannedId),
    ProcessCommandRetried: ({ data: { plannedId } }) => plannedId,
    ProcessCommandSkipped: ({ data: { plannedId } }) => plannedId,
  },
  evolve: (state: { readonly taskId: string } | undefined, event): { readonly taskId: string } | undefined =>
    event.type === 'ProcessCommandGivenUp' ? { taskId: taskIdOf(KIND, event.id, OPERATORS) } : state,
  react: (state, event) => {
    if (!state || event.type === '$timer') return {};
    const because = becauseOf(event);
    if (event.type !== 'ProcessCommandGivenUp') {
      return { commands: [issue(closeTask, CloseTask, { taskId: state.taskId, because })] };
    }
    const subject = { subjectCategory: 'process', subjectId: event.streamId };
    return { commands: [issue(openTask, OpenTask, { kind: KIND, officeId: OPERATORS, ...subject, because })] };
  },
});
