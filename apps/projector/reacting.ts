import type { Logger } from 'pino';
import { processJournal } from '#contexts/process';
import { decisions, openCommandDoor, processes, programme } from '#contexts/programme';
import { openLogReader, openProcessLease, openProcessStore, type BackendSettings } from '#platform/backends';
import type { AlarmClock } from '#platform/clock';
import type { CommandDoor } from '#platform/decider';
import { EventStoreError, type EventStore } from '#platform/event-store';
import { describeError } from '#platform/http';
import type { KeyStore } from '#platform/privacy';
import { countCommands, countRefusals, type Metrics } from '#platform/metrics';
import {
  ProcessRunner,
  type IssueForProcess,
  type OutgoingCommand,
  type ProcessProgress,
  type ProcessReport,
} from '#platform/process-managers/engine';
import { inSpan } from '#platform/tracing';
import { mirrorReportTo } from './mirror-report.ts';

/** The programme's processes at work. */
export interface Reacting {
  /** How far each process has come. */
  progress(): Promise<readonly ProcessProgress[]>;
  /** Resolves when they have stopped; rejects when they cannot go on: the log is not the one they knew. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the programme's processes over a log: what follows from its events is issued, each command once. */
export async function startReacting(
  settings: BackendSettings,
  {
    store: log,
    keys,
    clock,
    logger,
    metrics,
  }: {
    readonly store: EventStore;
    readonly keys: KeyStore;
    readonly clock: AlarmClock;
    readonly logger: Logger;
    readonly metrics: Metrics;
  },
): Promise<Reacting> {
  const store = await openProcessStore(settings);
  const lease = await openProcessLease(settings, clock);
  // The embedded log wakes its own readers; a server's is read through the mirror. Commands read the store itself.
  const mirrored = settings.eventStoreUrl !== undefined && (await openLogReader(settings, mirrorReportTo(logger)));
  const door = openCommandDoor(programme, { store: log, keys, clock, report: countCommands(metrics) });
  const issue = issueThrough(door);
  const runner = new ProcessRunner({
    log: mirrored || log,
    registry: programme.registry,
    store,
    processes,
    decisions,
    issue,
    journal: processJournal(issue),
    clock,
    report: countRefusals(metrics, reportTo(logger)),
    ...(lease && { lease }),
  });
  const stopping = new AbortController();
  const done = runner.run(stopping.signal);
  // Listened to once the rest is open; what fails before must not end the process without a word.
  done.catch(() => undefined);
  return {
    progress: () => Promise.resolve(runner.progress()),
    done,
    stop: async () => {
      stopping.abort();
      await done.catch(() => undefined);
      await Promise.all([store.close(), lease?.close(), mirrored && mirrored.close()]);
    },
  };
}

/** Issues what processes plan through the door of all commands, each as part of the trace it comes from. */
export function issueThrough(door: Pick<CommandDoor, 'issue'>): IssueForProcess {
  return (decision, command, context, within) => {
    const issue = () => door.issue(decision, command, context);
    return within ? inSpan(within.name, { parent: within.parent }, issue) : issue();
  };
}

/** Tells the log of the service what became of the processes' work. */
export function reportTo(logger: Logger): ProcessReport {
  // What is away comes back; everything else waits for somebody to mend it.
  const loudness = (error: unknown) => (error instanceof EventStoreError ? 'warn' : 'error');
  return {
    refused: (process, command, code) =>
      logger.warn({ process, ...told(command), code }, 'a command of a process was refused'),
    givenUp: (process, command, error) =>
      logger.error(
        { process, ...told(command), error: describeError(error) },
        'a command of a process was given up: retry or skip it',
      ),
    failed: (process, command, error, againInMs) =>
      logger[loudness(error)](
        { process, ...told(command), error: describeError(error), againInMs },
        'a process waits and tries again',
      ),
    // Nothing behind the event is done until it is through.
    waiting: (process, event, error, againInMs) =>
      logger[loudness(error)](
        { process, eventId: event?.id, stream: event?.stream, error: describeError(error), againInMs },
        'a process waits and tries again',
      ),
  };
}

function told({ instance, commandId, decision, causationId }: OutgoingCommand) {
  return { instance, commandId, decision, eventId: causationId };
}
