import { setTimeout as pause } from 'node:timers/promises';

const ASK_AGAIN_MS = 20;

/** Waits until something holds, looking again and again without keeping the thread. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(ASK_AGAIN_MS);
}
