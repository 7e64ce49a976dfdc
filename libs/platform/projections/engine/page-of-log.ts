import type { EventReader, PageOptions, RecordedEvent } from '#platform/event-store';

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
