import type { EventToStore, PreparedAppend } from './append-writer.ts';
import type { StreamName } from '../port.ts';

/**
 * Appends on their way to the writer's thread: one list of texts and numbers, of which the copy between threads takes a
 * fifth of what as many objects take. First the instant of storing; then each append's stream, expected revision (−1: no
 * stream) and number of events; then id, type, data and metadata of each of those.
 */
export type CommitRequest = readonly (string | number)[];

/**
 * Two numbers an append: its revision and position; where it was refused, the stream's own revision (−1: no stream) and 0,
 * which is no position. Or why nothing was committed.
 */
export type CommitAnswer =
  readonly number[] | { readonly failed: 'unavailable' | 'unknown' | 'defect'; readonly message: string };

export type ToWriter = CommitRequest | 'close';

export const NO_STREAM = -1;
export const REFUSED = 0;

export function requestOf(appends: readonly PreparedAppend[], recordedAt: string): CommitRequest {
  const request: (string | number)[] = [recordedAt];
  for (const { stream, expected, rows } of appends) {
    request.push(stream, expected === 'no stream' ? NO_STREAM : expected, rows.length);
    for (const { id, type, data, metadata } of rows) request.push(id, type, data, metadata);
  }
  return request;
}

/** Undoes {@link requestOf}. */
export function appendsOf(request: CommitRequest): {
  readonly appends: readonly PreparedAppend[];
  readonly recordedAt: string;
} {
  let at = 0;
  const text = () => request[at++] as string;
  const number = () => request[at++] as number;
  const recordedAt = text();
  const appends: PreparedAppend[] = [];
  while (at < request.length) {
    const stream = text() as StreamName;
    const revision = number();
    const rows: EventToStore[] = [];
    for (let left = number(); left > 0; left--) {
      rows.push({ id: text(), type: text(), data: text(), metadata: text() });
    }
    appends.push({ stream, expected: revision === NO_STREAM ? 'no stream' : revision, rows });
  }
  return { appends, recordedAt };
}
