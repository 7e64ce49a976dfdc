import type { Logger } from 'pino';
import type { MirrorReport } from '#platform/event-store/adapters';

/** Says in the service's log how the mirror fares. Nothing waits for it: what it lacks is read from the server. */
export function mirrorReportTo(logger: Logger): MirrorReport {
  return {
    rebuilding: (reason) => logger.warn({ reason }, 'the mirror of the log is rebuilt'),
    waiting: (message, againInMs) => logger.warn({ error: message, againInMs }, 'the mirror of the log is not filled'),
  };
}
