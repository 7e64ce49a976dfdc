import {
  ProcessBegan,
  ProcessCommandGivenUp,
  ProcessCommandRefused,
  ProcessCommandRetried,
  ProcessCommandSkipped,
} from '#events/process';
import { aggregate, derivedId } from '#platform/decider';
import type { EventOf } from '#platform/event-schema';

const events = [
  ProcessBegan,
  ProcessCommandRefused,
  ProcessCommandGivenUp,
  ProcessCommandRetried,
  ProcessCommandSkipped,
] as const;

export type ProcessInstanceEvent = EventOf<(typeof events)[number]>;

/** What became of a command that was not simply carried out. */
export type Fate = 'refused' | 'given_up' | 'retried' | 'skipped';

/** What is on record of an instance of a process: what became of those commands that did not simply succeed. */
export type ProcessInstance =
  { readonly stage: 'none' } | { readonly stage: 'on_record'; readonly fates: { readonly [plannedId: string]: Fate } };

/** What an instance is after one more event. */
export function evolveProcessInstance(state: ProcessInstance, event: ProcessInstanceEvent): ProcessInstance {
  switch (event.type) {
    case 'ProcessBegan':
      return { stage: 'on_record', fates: fatesOf(state) };
    case 'ProcessCommandRefused':
      return fated(state, event.data.plannedId, 'refused');
    case 'ProcessCommandGivenUp':
      return fated(state, event.data.plannedId, 'given_up');
    case 'ProcessCommandRetried':
      return fated(state, event.data.plannedId, 'retried');
    case 'ProcessCommandSkipped':
      return fated(state, event.data.plannedId, 'skipped');
    default:
      return event satisfies never;
  }
}

function fated(state: ProcessInstance, plannedId: string, fate: Fate): ProcessInstance {
  return { stage: 'on_record', fates: { ...fatesOf(state), [plannedId]: fate } };
}

function fatesOf(state: ProcessInstance) {
  return state.stage === 'none' ? {} : state.fates;
}

/** What is on record of a command. */
export function fateOf(state: ProcessInstance, plannedId: string): Fate | undefined {
  return state.stage === 'none' ? undefined : state.fates[plannedId];
}

/** The id that an instance's stream goes by; without an instance, that of the process itself. */
export const processInstanceIdOf = (process: string, instance?: string): string =>
  instance === undefined ? derivedId('process', process) : derivedId('process', process, instance);

export const processInstance = aggregate<ProcessInstance, ProcessInstanceEvent>({
  category: 'process',
  idField: 'processInstanceId',
  events,
  initialState: { stage: 'none' },
  evolve: evolveProcessInstance,
});
