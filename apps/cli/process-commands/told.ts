import type { OperatedProcessInFull, ProcessesOverview } from '#platform/process-managers/engine';
import { aligned } from '../aligned.ts';

/** What is told of processes, as text for people. */

export function overviewText({ head, items }: ProcessesOverview): string {
  const lines = items.map(({ name, position, waiting, failing, givenUp, timers, nextDue }) => [
    name,
    ...[position, waiting, failing, givenUp, timers].map(String),
    nextDue ?? '',
  ]);
  return [
    ...aligned([['PROCESS', 'POSITION', 'WAITING', 'FAILING', 'GIVEN UP', 'TIMERS', 'NEXT DUE'], ...lines]),
    `The log ends at position ${head}.`,
  ].join('\n');
}

export function processText(process: OperatedProcessInFull): string {
  const { name, version, position, isDefined, commands, nextTimers, waiting, givenUp, timers } = process;
  const lines = [
    `${name}${version === null ? '' : `, version ${version}`}, at position ${position}`,
    ...(isDefined ? [] : ['  this program has no definition of it']),
    `  ${waiting} commands wait, ${givenUp} were given up, ${timers} timers are set`,
  ];
  for (const { commandId, instance, decision, state, failingSince, failure, causationId } of commands) {
    lines.push(
      `  ${decision} ${commandId} for ${instance}, because of event ${causationId}: ${state.replace('_', ' ')}`,
    );
    if (failure !== null)
      lines.push(`    fails with ${failure}${failingSince === null ? '' : ` since ${failingSince}`}`);
  }
  for (const { name: timer, instance, due } of nextTimers) lines.push(`  ${due} ${timer} for ${instance}`);
  return lines.join('\n');
}
