import { setTimeout as pause } from 'node:timers/promises';

/** Does something again and again, `ms` milliseconds apart, until the signal aborts; what fails is tried next time. */
export async function again(
  ms: number,
  signal: AbortSignal,
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => {
      if (!signal.aborted) onFailure(error);
    });
    await pause(ms, undefined, { signal }).catch(() => undefined);
  }
}
