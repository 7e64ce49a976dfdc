import type { EventReader, PageOptions, RecordedEvent } from '#platform/event-store';
import type { Projection } from '../definition/projection.ts';
import { messageOf } from '../life/failures.ts';
import type { Report } from './engine-report.ts';
import { withRetries } from './retry.ts';

/** The events after a position, as many as asked for at most: at once, where the log can. */
export async function pageOfLog(
  log: Pick<EventReader, 'page' | 'readAll'>,
  options: PageOptions,
): Promise<readonly RecordedEvent[]> {
  if (log.page) return log.page(options);
  const page: RecordedEvent[] = [];
  for await (const event of log.readAll(options)) page.push(event);
  return page;
}

/** The same, again where the log fails: it is told to all who wait for the page. */
export function pageForAll(
  log: Pick<EventReader, 'page' | 'readAll'>,
  options: PageOptions,
  waiting: readonly Projection[],
  { signal, report }: { readonly signal: AbortSignal; readonly report: Report | undefined },
): Promise<readonly RecordedEvent[]> {
  return withRetries(() => pageOfLog(log, options), {
    signal,
    isFinal: () => false,
    onRetry: (error, attempt, inMs) => {
      const again = { told: 'trying again', attempt, inMs, message: messageOf(error) } as const;
      for (const { name, version } of waiting) report?.({ projection: name, version, ...again });
    },
  });
}
