import type { Logger } from 'pino';
import { openCommandDoor, processes, programme } from '#contexts/programme';
import { openLogReader, openProcessCheckpoints, type BackendSettings } from '#platform/backends';
import type { Clock } from '#platform/clock';
import { EventStoreError, type EventStore } from '#platform/event-store';
import { describeError } from '#platform/http';
import type { KeyStore } from '#platform/privacy';
import { countCommands, countRefusals, type Metrics } from '#platform/metrics';
import { ProcessRunner, type ProcessProgress, type ProcessReport } from '#platform/process-managers';
import { mirrorReportTo } from './mirror-report.ts';

/** The programme's processes at work. */
export interface Reacting {
  /** How far each process has come. */
  progress(): readonly ProcessProgress[];
  /** Resolves when they have stopped; rejects when they cannot go on: the log is not the one they knew. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Runs the programme's processes over a log: what follows from its events is issued, each command once. */
export async function startReacting(
  settings: BackendSettings,
  {
    store,
    keys,
    clock,
    logger,
    metrics,
  }: {
    readonly store: EventStore;
    readonly keys: KeyStore;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly metrics: Metrics;
  },
): Promise<Reacting> {
  const checkpoints = await openProcessCheckpoints(settings);
  // The embedded log wakes its own readers; a server's is read through the mirror. Commands read the store itself.
  const mirrored = settings.eventStoreUrl !== undefined && (await openLogReader(settings, mirrorReportTo(logger)));
  const door = openCommandDoor(programme, { store, keys, clock, report: countCommands(metrics) });
  const runner = new ProcessRunner({
    log: mirrored || store,
    registry: programme.registry,
    checkpoints,
    processes,
    issue: (decision, command, context) => door.issue(decision, command, context),
    report: countRefusals(metrics, reportTo(logger)),
  });
  const stopping = new AbortController();
  const done = runner.run(stopping.signal);
  return {
    progress: () => runner.progress(),
    done,
    stop: async () => {
      stopping.abort();
      await done.catch(() => undefined);
      await Promise.all([checkpoints.close(), mirrored && mirrored.close()]);
    },
  };
}

function reportTo(logger: Logger): ProcessReport {
  return {
    refused: (process, { id, stream }, decision, code) =>
      logger.warn({ process, eventId: id, stream, decision, code }, 'a command of a process was refused'),
    // What is away comes back; everything else waits for somebody to mend it, and nothing behind it is done until then.
    waiting: (process, event, error, againInMs) =>
      logger[error instanceof EventStoreError ? 'warn' : 'error'](
        { process, eventId: event?.id, stream: event?.stream, error: describeError(error), againInMs },
        'a process waits and tries again',
      ),
  };
}
