import { OutcomeUnknown, StoreUnavailable } from '../errors.ts';

/**
 * The code SQLite gave an error, e.g. `SQLITE_FULL`; undefined for an error that is not SQLite's. It goes by the code
 * alone: the driver makes its errors in the realm that loaded it first, where `Error` may be another one than here.
 */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
}

/** What the port says of a failure before anything was committed: nothing is stored. Other errors are passed on. */
export function asUnavailable(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const what =
    code === 'SQLITE_FULL' ? 'The disk of the event log is full: nothing was stored' : `The event log failed (${code})`;
  return new StoreUnavailable(`${what}.`, { cause: error });
}

/**
 * What the port says of a commit that failed. A full disk shows before the frame that makes the commit valid is
 * written, so nothing is stored. After any other failure, of the final sync above all, the commit is not seen now but
 * stands in the file and may come to light when the file is recovered after a crash.
 */
export function asCommitFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || code === 'SQLITE_FULL') return asUnavailable(error);
  return new OutcomeUnknown(`The event log failed while it stored (${code}).`, { cause: error });
}
