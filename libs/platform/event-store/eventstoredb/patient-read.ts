import type { StreamingRead } from '@eventstore/db-client';
import { StoreUnavailable } from '../errors.ts';

/**
 * A read that does not wait for ever: the client passes deadlines of reads on to nobody, so one that hears nothing for
 * `patienceMs` is given up. Time the consumer takes between two events does not count. Leaving it ends the read at the
 * server; when the signal aborts it fails, where the client would end it as if it were complete.
 *
 * @throws StoreUnavailable when the patience is over or the signal aborts, and whatever the read itself fails with.
 */
export async function* patiently<Event>(
  read: StreamingRead<Event>,
  patienceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Event, void, undefined> {
  let waiting = true;
  let complete = false;
  read.on('error', () => {}); // one that comes when nobody listens any more would end the process
  const abort = () => read.destroy(new StoreUnavailable('the store was closed during a read'));
  signal.addEventListener('abort', abort);
  const timer = setTimeout(() => {
    if (waiting) read.destroy(new StoreUnavailable(`a read got no answer for ${patienceMs} ms`));
    else timer.refresh();
  }, patienceMs);
  try {
    for await (const event of read) {
      waiting = false;
      yield event;
      waiting = true;
      timer.refresh();
    }
    complete = true;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    if (!complete) read.cancel().catch(() => {});
  }
}
