/** What the log may know of an error. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorDescription;
}

const MOST_FRAMES = 20;
const MOST_CAUSES = 5;

/**
 * Class, code and stack frames of an error and of its causes. Never its message: messages of parsers and databases
 * quote the values they stumbled over, and those may be personal.
 */
export function describeError(error: unknown, causes = MOST_CAUSES): ErrorDescription {
  if (!isError(error)) return { type: error === null ? 'null' : typeof error, frames: [] };
  const code: unknown = Reflect.get(error, 'code');
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' && /^[A-Z0-9_]{1,64}$/i.test(code) && { code }),
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^ {4}at .*:\d+:\d+\)?$/.test(line))
      .slice(0, MOST_FRAMES)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  };
}

/** By shape, for an error made in another context (a worker, a test's sandbox) is no `instanceof` ours. */
function isError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'stack' in error && 'message' in error;
}
